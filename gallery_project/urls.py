"""Every address of the site."""

from django.urls import include, path, register_converter

from gallery_project.lazy import Views
from website import converters

accounts_api = Views("accounts.api")
manage_accounts = Views("accounts.manage_views")
accounts = Views("accounts.views")
sign_out = Views("django.contrib.auth.views").LogoutView
gallery_api = Views("galleries.api")
folder_api = Views("galleries.folder_api")
job_api = Views("galleries.job_api")
trash_api = Views("galleries.trash_api")
manage_galleries = Views("galleries.manage_views")
trash = Views("galleries.trash_views")
galleries = Views("galleries.views")
docs = Views("gallery_project.docs")
health = Views("gallery_project.health")
languages = Views("gallery_project.languages")
photo_api = Views("photos.api")
photo_grid = Views("photos.grid_views")
manage_photos = Views("photos.manage_views")
review = Views("photos.review_views")
uploads = Views("photos.upload_views")
photos = Views("photos.views")
rating_api = Views("ratings.api")
ratings = Views("ratings.views")
browser_views = Views("website.browser_views")
feeds = Views("website.feeds")
logo_views = Views("website.logo_views")
sitemaps = Views("website.sitemaps")
manage_website = Views("website.manage_views")
website = Views("website.views")

register_converter(converters.AnyText, "any")

visitors = [
    path("", website.home, name="home"),
    path("places/<any:continent>/", website.continent, name="continent"),
    path("places/<any:continent>/<any:country>/", website.country, name="country"),
    path("years/<int:year>/", website.year, name="year"),
    path("tags/<any:tag>/", website.tag, name="tag"),
    path("galleries/<str:gallery_id>/", galleries.gallery, name="gallery"),
    path("galleries/<str:gallery_id>/feed/", feeds.of_gallery, name="gallery-feed"),
    path("galleries/<str:gallery_id>/cover", galleries.cover, name="gallery-cover"),
    path("galleries/<str:gallery_id>/<str:slug>/", galleries.gallery, name="gallery-slug"),
    path("photos/<str:photo_id>/", photos.photo, name="photo"),
    path("photos/<str:photo_id>/<str:slug>/", photos.photo, name="photo-slug"),
    path("photos/<str:photo_id>/image", photos.image, name="photo-image"),
    path("photos/<str:photo_id>/download", photos.download, name="photo-download"),
    path("photos/<str:photo_id>/rating", ratings.rate, name="rate"),
    path("search/", website.search, name="search"),
    path("accounts/login/", accounts.SignIn.as_view(), name="login"),
    path("accounts/logout/", sign_out.as_view(), name="logout"),
    path("accounts/password/", accounts.ChangePassword.as_view(), name="password"),
    path("accounts/password/reset/", accounts.forgot_password, name="password-reset"),
    path("accounts/password/reset/<uidb64>/<token>/", accounts.SetPassword.as_view(), name="password-reset-confirm"),
    path("accounts/provider/", accounts.provider_sign_in, name="oidc"),
    path("accounts/provider/callback/", accounts.provider_callback, name="oidc-callback"),
]
manage = [
    path("", manage_galleries.dashboard, name="manage"),
    path("preview/", manage_galleries.preview, name="preview"),
    path("galleries/", manage_galleries.table, name="galleries-table"),
    path("galleries/new/", manage_galleries.create, name="gallery-create"),
    path("galleries/<str:gallery_id>/", manage_galleries.edit, name="gallery-edit"),
    path("galleries/<str:gallery_id>/visibility/", manage_galleries.visibility, name="gallery-visibility"),
    path("galleries/<str:gallery_id>/move/", manage_galleries.move, name="gallery-move"),
    path("galleries/<str:gallery_id>/delete/", trash.delete, name="gallery-delete"),
    path("trash/", trash.trash, name="trash"),
    path("trash/empty/", trash.empty, name="trash-empty"),
    path("trash/galleries/<str:gallery_id>/restore/", trash.restore, name="gallery-restore"),
    path("trash/galleries/<str:gallery_id>/purge/", trash.purge, name="gallery-purge"),
    path("trash/photos/<str:photo_id>/restore/", trash.restore_photo, name="photo-restore"),
    path("trash/photos/<str:photo_id>/purge/", trash.purge_photo, name="photo-purge"),
    path("jobs/<str:job_id>/", trash.job, name="job"),
    path("upload/", uploads.folders, name="upload"),
    path("upload/forget/", uploads.forget_missing, name="upload-forget"),
    path("galleries/<str:gallery_id>/upload/", uploads.into_gallery, name="gallery-upload"),
    path("galleries/<str:gallery_id>/photos/", photo_grid.grid, name="photos-grid"),
    path("galleries/<str:gallery_id>/photos/bulk/", photo_grid.bulk, name="photos-bulk"),
    path("galleries/<str:gallery_id>/photos/order/", photo_grid.order, name="photos-order"),
    path("galleries/<str:gallery_id>/photos/undo/<str:job_id>/", photo_grid.undo, name="photos-undo"),
    path("photos/<str:photo_id>/", manage_photos.edit, name="photo-edit"),
    path("photos/<str:photo_id>/rename/", manage_photos.rename, name="photo-rename"),
    path("photos/<str:photo_id>/rotate/", manage_photos.rotate, name="photo-rotate"),
    path("photos/<str:photo_id>/cover/", manage_photos.cover, name="photo-cover"),
    path("photos/<str:photo_id>/delete/", manage_photos.delete, name="photo-delete"),
    path("photos/<str:photo_id>/retry/", uploads.retry, name="photo-retry"),
    path("duplicates/", review.duplicates, name="duplicates"),
    path("failed/", review.failed, name="failed"),
    path("users/", manage_accounts.everybody, name="users"),
    path("users/new/", manage_accounts.create_person, name="user-create"),
    path("users/<str:user_id>/", manage_accounts.edit_person, name="user-edit"),
    path("users/<str:user_id>/link/", manage_accounts.send_link, name="user-link"),
    path("settings/", manage_website.settings, name="site-settings"),
    path("settings/logo/", manage_website.set_logo, name="site-logo"),
    path("tokens/", manage_accounts.own_tokens, name="tokens"),
    path("tokens/<str:token_id>/revoke/", manage_accounts.revoke_token, name="token-revoke"),
]
api = [
    path("schema", docs.Document.as_view(), name="api-schema"),
    path("docs", docs.Docs.as_view(), name="api-docs"),
    path("galleries", gallery_api.Galleries.as_view()),
    path("galleries/<str:gallery_id>", gallery_api.OneGallery.as_view(), name="api-gallery"),
    path("galleries/<str:gallery_id>/photos", gallery_api.GalleryPhotos.as_view()),
    path("galleries/<str:gallery_id>/trash", trash_api.GalleryTrash.as_view()),
    path("galleries/<str:gallery_id>/restore", trash_api.GalleryRestoration.as_view()),
    path("galleries/<str:gallery_id>/order", gallery_api.GalleryOrder.as_view()),
    path("folders", folder_api.Folders.as_view()),
    path("me", accounts_api.WhoAmI.as_view()),
    path("auth/token", accounts_api.Tokens.as_view()),
    path("auth/token/<str:token_id>", accounts_api.OneToken.as_view()),
    path("users", accounts_api.People.as_view()),
    path("users/<str:user_id>", accounts_api.OnePerson.as_view()),
    path("galleries/<str:gallery_id>/uploads", photo_api.GalleryUploads.as_view()),
    path("galleries/<str:gallery_id>/uploads/known", photo_api.KnownUploads.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>", photo_api.Upload.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/parts", photo_api.UploadParts.as_view()),
    path("galleries/<str:gallery_id>/uploads/<str:photo_id>/complete", photo_api.UploadCompletion.as_view()),
    path("jobs/<str:job_id>", job_api.OneJob.as_view(), name="api-job"),
    path("photos", photo_api.Photos.as_view()),
    path("photos/<str:photo_id>", photo_api.OnePhoto.as_view()),
    path("photos/<str:photo_id>/rating", rating_api.Rating.as_view()),
    path("photos/<str:photo_id>/retry", photo_api.Retry.as_view()),
]
machines = [
    path("feed/", feeds.newest, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.of_pages, name="page-sitemap"),
    path("sitemaps/galleries/<str:gallery_id>.xml", sitemaps.of_gallery, name="gallery-sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("manifest.webmanifest", browser_views.manifest, name="manifest"),
    path("service-worker.js", browser_views.service_worker, name="service-worker"),
    path("offline/", browser_views.offline, name="offline"),
    path("favicon.ico", browser_views.favicon, name="favicon"),
]
urlpatterns = [
    *machines,
    path("logo/<str:digest>.webp", logo_views.image, name="logo"),
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
