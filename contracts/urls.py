"""Addresses of the five older systems' APIs, none with a trailing slash."""

from django.urls import path

from gallery_project.lazy import Views

gallery_manager = Views("contracts.gallery_manager")
image_service = Views("contracts.image_service")
presigned_uploads = Views("contracts.presigned_uploads")
raw_upload = Views("contracts.raw_upload")

urlpatterns = [
    path("galleries", gallery_manager.Galleries.as_view()),
    path("images", image_service.Images.as_view()),
    path("images/upload", image_service.ImageUpload.as_view()),
    path("images/<str:photo_id>", image_service.Image.as_view()),
    path("items", image_service.Items.as_view()),
    path("items/<str:photo_id>", image_service.Image.as_view()),
    path("upload", raw_upload.Upload.as_view()),
    path("photos", presigned_uploads.Photos.as_view()),
    path("photos/<str:photo_id>", presigned_uploads.PhotoDetail.as_view()),
]
