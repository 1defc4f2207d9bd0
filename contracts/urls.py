"""Addresses of the five older systems' APIs, none with a trailing slash."""

from django.urls import path

from contracts.gallery_manager import Galleries
from contracts.image_service import Image, Images, ImageUpload, Items
from contracts.presigned_uploads import PhotoDetail, Photos
from contracts.raw_upload import Upload

urlpatterns = [
    path("galleries", Galleries.as_view()),
    path("images", Images.as_view()),
    path("images/upload", ImageUpload.as_view()),
    path("images/<str:photo_id>", Image.as_view()),
    path("items", Items.as_view()),
    path("items/<str:photo_id>", Image.as_view()),
    path("upload", Upload.as_view()),
    path("photos", Photos.as_view()),
    path("photos/<str:photo_id>", PhotoDetail.as_view()),
]
