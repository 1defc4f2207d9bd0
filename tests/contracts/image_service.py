"""Contract B's client: images and items over REST."""

import base64
import json
from typing import Any

from tests.contracts.http import Answer, Client, Fields


class ImageService(Client):
    """The image service's client, with nothing changed but the base URL."""

    def upload(self, file: bytes | None, filename: str = "a.jpg", **fields: Any) -> Answer:
        """Multipart; what is no string goes as JSON, as `tags: ["sea"]`."""
        data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
        # A part without a file name keeps the body multipart when there is no file.
        files = [("file", (filename, file, "image/jpeg"))] if file is not None else [("none", (None, ""))]
        return self.call("POST", "/images/upload", files=files, data=data)

    def upload_json(self, image: Any, metadata: Any = None) -> Answer:
        body = {"image": image, **({} if metadata is None else {"metadata": metadata})}
        return self.call("POST", "/images/upload", json=body)

    def list(self, **query: Any) -> Answer:
        return self.call("GET", "/images", params=query)

    def get(self, image_id: str) -> Answer:
        return self.call("GET", f"/images/{image_id}")

    def put(self, image_id: str, **changes: Any) -> Answer:
        return self.call("PUT", f"/images/{image_id}", json=changes)

    def delete(self, image_id: str) -> Answer:
        return self.call("DELETE", f"/images/{image_id}")


class ItemService(Client):
    """The same service's record-first face."""

    def create(self, **record: Any) -> Answer:
        return self.call("POST", "/items", json=record)

    def list(self, **query: Any) -> Answer:
        return self.call("GET", "/items", params=query)

    def get(self, item_id: str) -> Answer:
        return self.call("GET", f"/items/{item_id}")

    def put(self, item_id: str, **changes: Any) -> Answer:
        return self.call("PUT", f"/items/{item_id}", json=changes)

    def delete(self, item_id: str) -> Answer:
        return self.call("DELETE", f"/items/{item_id}")


def encoded(body: bytes, filename: str = "a.jpg", content_type: str = "image/jpeg") -> Fields:
    """The `image` of a JSON upload."""
    return {"filename": filename, "content": base64.b64encode(body).decode(), "contentType": content_type}
