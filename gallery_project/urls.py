"""Every address of the site."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from galleries import manage_views as manage_galleries
from galleries import views as galleries
from gallery_project import health
from photos import api as photo_api
from photos import manage_views as manage_photos
from photos import views as photos
from ratings import views as ratings

visitors = [
    path("", galleries.home, name="home"),
    path("galleries/<str:gallery_id>/", galleries.gallery, name="gallery"),
    path("photos/<str:photo_id>/", photos.photo, name="photo"),
    path("photos/<str:photo_id>/image", photos.image, name="photo-image"),
    path("photos/<str:photo_id>/rating", ratings.rate, name="rate"),
    path("accounts/login/", LoginView.as_view(template_name="accounts/login.html"), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
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
]
api = [
    path("galleries/<str:gallery_id>/uploads", photo_api.GalleryUploads.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>", photo_api.Upload.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/parts", photo_api.UploadParts.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/complete", photo_api.UploadCompletion.as_view()),
    path("photos/<str:photo_id>/retry", photo_api.Retry.as_view()),
]
urlpatterns = [
    *visitors,
    path("manage/", include(manage)),
    path("api/v1/", include(api)),
    path("healthz", health.live),
    path("readyz", health.ready),
]
handler400 = "gallery_project.error_responses.bad_request"
handler404 = "gallery_project.error_responses.not_found"
handler500 = "gallery_project.error_responses.server_error"
