"""The API's own description: the OpenAPI document, and Swagger UI on top of it."""

from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.authentication import BaseAuthentication
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document; the same for everybody, so made once."""
    generator: Any = SchemaGenerator
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made


class Document(APIView):
    """JSON, or YAML for whoever accepts application/yaml."""

    authentication_classes: list[type[BaseAuthentication]] = []
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(document())


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, from our own static files."""

    authentication_classes: list[type[BaseAuthentication]] = []
    renderer_classes = [TemplateHTMLRenderer, JSONRenderer]  # JSON for errors
    template_name = "api/docs.html"
    url_name = "api-schema"
