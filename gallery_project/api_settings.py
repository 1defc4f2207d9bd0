"""How REST framework answers under /api/, and what drf-spectacular writes of it; the same everywhere."""

REST_FRAMEWORK = {
    # The token first: its header makes an answer to nobody a 401.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.SignedInToChange"],  # the services decide all the rest
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttles.ChangesThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer", "gallery_project.negotiation.BrowsableAPI"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "gallery_project.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["gallery_project.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "gallery_project.schema.Schema",
    "EXCEPTION_HANDLER": "gallery_project.api_errors.api_error",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Photo gallery",
    "DESCRIPTION": "Everything that a program can do with the gallery. Errors are `{error, details}`; lists go on with "
    "`nextCursor`; `If-Match` keeps edits from overwriting each other; `Idempotency-Key` makes creates safe to repeat.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "PREPROCESSING_HOOKS": ["gallery_project.schema.only_native"],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "gallery_project.schema.with_errors"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "Downloads": "galleries.models.DOWNLOADS",
        "GalleryVisibility": "galleries.models.VISIBILITIES",
        "ArrivedStatus": "photos.serializers.ARRIVED",
        "PhotoStatusEnum": "photos.serializers.STATES",
        "PhotoVisibility": "photos.models.VISIBILITIES",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},  # no call to anybody else's server
}
