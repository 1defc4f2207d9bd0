"""A photographer with nothing but HTTP."""

from typing import Any

import requests


class Photographer:
    """Signed in as admin at a running gallery."""

    def __init__(self, url: str, password: str) -> None:
        self._url = url.rstrip("/")
        self._http = _Browser()
        self._http.get(f"{self._url}/accounts/login/", timeout=10)
        self._post("/accounts/login/", data={"username": "admin", "password": password})

    def create_gallery(self, name: str) -> str:
        """The new gallery's id."""
        fields = {"continent": "Europe", "country": "Iceland", "years": "2024", "visibility": "public"}
        answer = self._post("/manage/galleries/new/", data={"name": name, **fields})
        return answer.url.split("/")[-3]

    def announce(self, gallery_id: str, names: list[str]) -> list[dict[str, Any]]:
        body = {"photos": [{"filename": name} for name in names]}
        answer = self._post(f"/api/v1/galleries/{gallery_id}/uploads", json=body)
        uploads: list[dict[str, Any]] = answer.json()["uploads"]
        return uploads

    def photos(self, gallery_id: str, ids: list[str]) -> list[dict[str, Any]]:
        url = f"{self._url}/api/v1/galleries/{gallery_id}/uploads?ids={','.join(ids)}"
        found: list[dict[str, Any]] = self._http.get(url, timeout=10).json()["photos"]
        return found

    def _post(self, path: str, **content: Any) -> requests.Response:
        headers = {"X-CSRFToken": str(self._http.cookies["csrftoken"]), "Origin": self._url}
        answer = self._http.post(f"{self._url}{path}", headers=headers, timeout=10, **content)
        answer.raise_for_status()
        return answer


class _Browser(requests.Session):
    """Sends a secure cookie to a loopback address, where a deployed site has no TLS, as browsers do."""

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        for cookie in self.cookies:
            cookie.secure = False
        return super().prepare_request(request)


def send(upload: dict[str, Any], body: bytes) -> bool:
    """Post the file to the bucket; whether S3 acknowledged it."""
    form = upload["post"]
    try:
        answer = requests.post(form["url"], data=form["fields"], files={"file": body}, timeout=10)
    except requests.RequestException:
        return False
    return answer.status_code == 204
