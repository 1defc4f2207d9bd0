"""Every address of the site."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from accounts import api as accounts_api
from accounts import manage_views as manage_accounts
from accounts import views as accounts
from galleries import api as gallery_api
from galleries import job_api
from galleries import manage_views as manage_galleries
from galleries import views as galleries
from gallery_project import docs, health, languages
from photos import api as photo_api
from photos import manage_views as manage_photos
from photos import views as photos
from ratings import api as rating_api
from ratings import views as ratings

visitors = [
    path("", galleries.home, name="home"),
    path("galleries/<str:gallery_id>/", galleries.gallery, name="gallery"),
    path("photos/<str:photo_id>/", photos.photo, name="photo"),
    path("photos/<str:photo_id>/image", photos.image, name="photo-image"),
    path("photos/<str:photo_id>/rating", ratings.rate, name="rate"),
    path("search/", photos.search, name="search"),
    path("accounts/login/", accounts.SignIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password/", accounts.ChangePassword.as_view(), name="password"),
    path("accounts/password/reset/", accounts.forgot_password, name="password-reset"),
    path("accounts/password/reset/<uidb64>/<token>/", accounts.SetPassword.as_view(), name="password-reset-confirm"),
    path("accounts/provider/", accounts.provider_sign_in, name="oidc"),
    path("accounts/provider/callback/", accounts.provider_callback, name="oidc-callback"),
]
manage = [
    path("", manage_galleries.mine, name="manage"),
    path("galleries/new/", manage_galleries.create, name="gallery-create"),
    path("galleries/<str:gallery_id>/", manage_galleries.edit, name="gallery-edit"),
    path("galleries/<str:gallery_id>/delete/", manage_galleries.delete, name="gallery-delete"),
    path("galleries/<str:gallery_id>/upload/", manage_photos.upload, name="gallery-upload"),
    path("photos/<str:photo_id>/", manage_photos.edit, name="photo-edit"),
    path("photos/<str:photo_id>/delete/", manage_photos.delete, name="photo-delete"),
    path("photos/<str:photo_id>/retry/", manage_photos.retry, name="photo-retry"),
    path("users/", manage_accounts.everybody, name="users"),
    path("users/new/", manage_accounts.create_person, name="user-create"),
    path("users/<str:user_id>/", manage_accounts.edit_person, name="user-edit"),
    path("users/<str:user_id>/link/", manage_accounts.send_link, name="user-link"),
    path("tokens/", manage_accounts.own_tokens, name="tokens"),
    path("tokens/<str:token_id>/revoke/", manage_accounts.revoke_token, name="token-revoke"),
]
api = [
    path("schema", docs.Document.as_view(), name="api-schema"),
    path("docs", docs.Docs.as_view(), name="api-docs"),
    path("galleries", gallery_api.Galleries.as_view()),
    path("galleries/<str:gallery_id>", gallery_api.OneGallery.as_view(), name="api-gallery"),
    path("galleries/<str:gallery_id>/photos", gallery_api.GalleryPhotos.as_view()),
    path("galleries/<str:gallery_id>/order", gallery_api.GalleryOrder.as_view()),
    path("me", accounts_api.WhoAmI.as_view()),
    path("auth/token", accounts_api.Tokens.as_view()),
    path("auth/token/<str:token_id>", accounts_api.OneToken.as_view()),
    path("users", accounts_api.People.as_view()),
    path("users/<str:user_id>", accounts_api.OnePerson.as_view()),
    path("galleries/<str:gallery_id>/uploads", photo_api.GalleryUploads.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>", photo_api.Upload.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/parts", photo_api.UploadParts.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/complete", photo_api.UploadCompletion.as_view()),
    path("jobs/<str:job_id>", job_api.OneJob.as_view(), name="api-job"),
    path("photos", photo_api.Photos.as_view()),
    path("photos/<str:photo_id>", photo_api.OnePhoto.as_view()),
    path("photos/<str:photo_id>/rating", rating_api.Rating.as_view()),
    path("photos/<str:photo_id>/retry", photo_api.Retry.as_view()),
]
urlpatterns = [
    path("language/<str:code>/", languages.choose, name="language"),
    *visitors,
    path("manage/", include(manage)),
    path("api/v1/", include(api)),
    path("api/", include("contracts.urls")),
    path("healthz", health.live),
    path("readyz", health.ready),
]
handler400 = "gallery_project.error_responses.bad_request"
handler404 = "gallery_project.error_responses.not_found"
handler500 = "gallery_project.error_responses.server_error"
