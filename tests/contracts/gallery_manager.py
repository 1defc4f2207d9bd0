"""Contract A's client: one resource, operations chosen by method and `action`."""

import json
from typing import Any

from tests.contracts.http import Answer, Client

File = tuple[str, bytes, str]  # name, bytes, content type


class GalleryManager(Client):
    """The gallery manager's own browser code, with nothing changed but the base URL."""

    def create(self, **gallery: Any) -> Answer:
        return self.call("POST", "/galleries", json=gallery)

    def list(self, **query: Any) -> Answer:
        return self.call("GET", "/galleries", params=query)

    def get(self, gallery_id: str) -> Answer:
        return self.call("GET", "/galleries", params={"id": gallery_id})

    def put(self, **changes: Any) -> Answer:
        return self.call("PUT", "/galleries", json=changes)

    def delete(self, gallery_id: str) -> Answer:
        return self.call("DELETE", "/galleries", params={"id": gallery_id})

    def act(self, action: str, gallery_id: str = "", **options: Any) -> Answer:
        """`POST /galleries?action=…&id=…`"""
        query = {"action": action, **({"id": gallery_id} if gallery_id else {})}
        return self.call("POST", "/galleries", params=query, **options)

    def upload(self, gallery_id: str, *files: File, **fields: Any) -> Answer:
        """Multipart; lists become JSON arrays, as `titles: ["One", "Two"]`."""
        data = {name: json.dumps(value) for name, value in fields.items()}
        return self.act("upload_photos", gallery_id, files=[("photos", file) for file in files], data=data)

    def upload_json(self, gallery_id: str, photos: Any) -> Answer:
        return self.act("upload_photos", gallery_id, json={"photos": photos})

    def upload_urls(self, gallery_id: str, photos: Any) -> Answer:
        return self.act("get_upload_urls", gallery_id, json={"photos": photos})

    def delete_photo(self, gallery_id: str, **which: Any) -> Answer:
        return self.act("delete_photo", gallery_id, json=which)

    def scan_galleries(self) -> Answer:
        return self.act("update_galleries_metadata")

    def scan_photos(self, **body: Any) -> Answer:
        return self.act("update_GalleryPhotos", json=body or None)

    def sort_galleries(self, galleries: Any) -> Answer:
        return self.act("update_sort_order", json={"galleries": galleries})

    def sort_photos(self, gallery_id: Any, photos: Any) -> Answer:
        return self.act("update_photo_sort_order", json={"galleryId": gallery_id, "photos": photos})

    def rate(self, **body: Any) -> Answer:
        return self.act("rate_photo", json=body)

    def rating(self, **query: Any) -> Answer:
        return self.call("GET", "/galleries", params={"action": "get_photo_rating", **query})
