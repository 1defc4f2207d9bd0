"""Django settings, and the only reader of the environment.

Every variable is read once, here, with its type; a missing or malformed one stops the start with its name.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from botocore.config import Config
from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF

from gallery_project import parameters
from gallery_project.api_settings import REST_FRAMEWORK as REST_FRAMEWORK
from gallery_project.api_settings import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from gallery_project.environment import Environment
from gallery_project.log_settings import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
env.ENVIRON = parameters.beside(os.environ)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# --- the site -------------------------------------------------------------------------------------
SECRET_KEY = env.str("DJANGO_SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
SITE_TITLE = env.str("SITE_TITLE", default="Gallery")
SITE_ORIGINS = env.list("SITE_ORIGINS", default=[])
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS
SECURE = env.bool("SECURE", default=True)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many append to X-Forwarded-For before us
EDGE_SECRET = env.str("EDGE_SECRET", default="")  # sent by CloudFront alone
FORCE_SCRIPT_NAME = ""  # an HTTP API calls us under the name of its stage, which no visitor sees

# --- AWS ------------------------------------------------------------------------------------------
AWS_REGION = env.str("AWS_DEFAULT_REGION", default="us-east-1")
TABLES = {
    "galleries": env.str("GALLERIES_TABLE", default="Galleries"),
    "photos": env.str("GALLERY_PHOTOS_TABLE", default="GalleryPhotos"),
    "facets": env.str("PHOTO_FACETS_TABLE", default="PhotoFacets"),
    "ratings": env.str("PHOTO_RATINGS_TABLE", default="PhotoRatings"),
    "accounts": env.str("ACCOUNTS_TABLE", default="Accounts"),
    "claims": env.str("CLAIMS_TABLE", default="Claims"),
}
BUCKET_NAME = env.str("BUCKET_NAME")
WORK_QUEUE_URL = env.str("WORK_QUEUE_URL", default="")  # of SQS; none: who asks for work does it
S3_ENDPOINT = env.str("AWS_ENDPOINT_URL", default="")  # set for the embedded engines only
# Two keys can be kept, so that one can be changed for the other; the address of a picture tells which one signed it.
_CDN_KEY = "_".join(filter(None, ["CDN_PRIVATE_KEY", env.one_of("CDN_KEY_IN_USE", ("", "A", "B"), default="")]))
CDN_DOMAIN, CDN_KEY_ID, CDN_PRIVATE_KEY = env.all_or_none("CDN_DOMAIN", "CDN_KEY_ID", _CDN_KEY)

# --- photos ---------------------------------------------------------------------------------------
# WebP is what every page falls back on, so it is always made.
RENDITION_FORMATS = ("webp", *(f for f in env.some_of("RENDITION_FORMATS", ("webp", "avif"), ["webp"]) if f != "webp"))
MAX_PHOTO_BYTES = env.int("MAX_PHOTO_BYTES", default=200 * 1024**2)
MAX_BODY_BYTES = env.int("MAX_BODY_BYTES", default=6 * 1024**2)  # of one request; the default is Lambda's own limit
JOB_SECONDS = env.int("JOB_SECONDS", default=20)  # of one request or one pass of `reconcile` for a long job

# --- how often, in an hour ------------------------------------------------------------------------
THROTTLES = {
    "token": env.int("THROTTLE_TOKEN", default=20_000),  # changes by one token
    "user": env.int("THROTTLE_USER", default=20_000),  # changes by one signed-in person
    "visitor": env.int("THROTTLE_VISITOR", default=600),  # ratings by one visitor without an account
    "address": env.int("THROTTLE_ADDRESS", default=3_000),  # changes and searches by strangers at one address
    "newcomer": env.int("THROTTLE_NEWCOMER", default=60),  # visitors who rate for the first time, at one address
    "reset": env.int("THROTTLE_RESET", default=5),  # reset links asked for from one address, or for one
    "guess_name": env.int("THROTTLE_GUESS_NAME", default=100),  # wrong passwords for one name
    # ... and in a quarter of an hour
    "guess": env.int("THROTTLE_GUESS", default=5),  # wrong passwords for one name from one address
    "guess_address": env.int("THROTTLE_GUESS_ADDRESS", default=50),  # wrong passwords from one address
}

INSTALLED_APPS = [
    # contenttypes and auth bring forms, permissions and commands; nothing of theirs is ever stored.
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_countries",  # for its translations
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "storages",
    "accounts",
    "galleries",
    "photos",
    "ratings",
    "website",
]
MIDDLEWARE = [
    "gallery_project.access.AccessMiddleware",
    "gallery_project.edge.EdgeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gallery_project.caching.CacheControlMiddleware",
    "csp.middleware.CSPMiddleware",
    "gallery_project.compression.GZip",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gallery_project.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gallery_project.error_responses.PageErrorMiddleware",
]
ROOT_URLCONF = "gallery_project.urls"
WSGI_APPLICATION = "gallery_project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "gallery_project.templating.Templates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gallery_project.context.site",
            ]
        },
    }
]

FORM_RENDERER = "gallery_project.templating.Forms"

# --- no SQL anywhere: a stray ORM query raises ImproperlyConfigured ----------------------------------
DATABASES: dict[str, dict[str, str]] = {}
MIGRATION_MODULES = {"contenttypes": None, "auth": None, "accounts": None}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- people ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.GuardedBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "gallery_project.error_responses.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "manage"
LOGOUT_REDIRECT_URL = "home"
EMAIL_TIMEOUT = 10  # seconds
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="gallery@localhost")
# Sign-in through an OpenID Connect provider: all three or none.
OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = env.all_or_none("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
# The role of an account that is made for a person whom only the provider knows; empty: none is made.
OIDC_NEW_USERS = env.one_of("OIDC_NEW_USERS", ("", "photographer"), default="")
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- files ----------------------------------------------------------------------------------------
_S3_OPTIONS = {
    "bucket_name": BUCKET_NAME,
    "region_name": AWS_REGION,
    "querystring_auth": True,
    "client_config": Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"max_attempts": 4, "mode": "standard"},
        max_pool_connections=32,
        signature_version="s3v4",
        # Regional even in us-east-1, so that signed links have the origin that the content security policy allows.
        s3={"addressing_style": "path" if S3_ENDPOINT else "virtual", "us_east_1_regional_endpoint": "regional"},
    ),
    # Signed CDN links, once a key is there; photos.storage signs one policy per gallery with it.
    "custom_domain": CDN_DOMAIN or None,
    "cloudfront_key_id": CDN_KEY_ID or None,
    "cloudfront_key": CDN_PRIVATE_KEY.encode() or None,
}
STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _S3_OPTIONS},
    "staticfiles": {
        "BACKEND": "django_manifeststaticfiles_enhanced.storage.EnhancedManifestStaticFilesStorage",
        "OPTIONS": {"support_js_module_import_aggregation": True},
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist")]  # the built bundles; their sources are not served

# --- the web --------------------------------------------------------------------------------------
MEDIA_ORIGINS = [f"https://{CDN_DOMAIN}"] if CDN_DOMAIN else []
# Where pictures of older items lie that name an address outside of this bucket.
LEGACY_MEDIA_ORIGINS = env.list("LEGACY_MEDIA_ORIGINS", default=[])
BUCKET_ORIGIN = _origin(S3_ENDPOINT) if S3_ENDPOINT else f"https://{BUCKET_NAME}.s3.{AWS_REGION}.amazonaws.com"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],  # no page has a script of its own
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],  # a photo's proportions and colour are style attributes
        "img-src": [SELF, "data:", "blob:", BUCKET_ORIGIN, *MEDIA_ORIGINS, *LEGACY_MEDIA_ORIGINS],
        "connect-src": [SELF, BUCKET_ORIGIN],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = False  # CloudFront redirects; the function never sees plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # a form may name the 5,000 photos of one bulk edit
CORS_ALLOWED_ORIGINS = [*env.list("CORS_ALLOWED_ORIGINS", default=[]), *SITE_ORIGINS]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_CREDENTIALS = True  # a visitor's cookie; what changes things in a session needs its CSRF token as well
CORS_ALLOW_HEADERS = [*default_headers, "idempotency-key", "if-match", "content-disposition", "x-filename"]
CORS_EXPOSE_HEADERS = ["ETag", "Location", "Retry-After"]
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
METRICS_NAMESPACE = env.str("METRICS_NAMESPACE", default="")  # in CloudWatch; empty: no metrics
_LINES = env.one_of("LOG_FORMAT", ("", "line", "json"), default="") or ("json" if METRICS_NAMESPACE else "line")
LOGGING = logging_settings(
    lines=_LINES,
    level=env.str("LOG_LEVEL", default="INFO"),
    stage=env.str("STAGE", default=""),
    namespace=METRICS_NAMESPACE,
)
