"""Static files, pictures, and where uploads are kept."""

from pathlib import Path

from whitenoise.compress import Compressor

from site_config import environment
from site_config.settings.security import DEBUG
from site_config.settings.site import BASE_DIR, DATA_DIR

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = environment.text("MEDIA_URL", "/media/")
MEDIA_ROOT = DATA_DIR / "media"
ORIGINALS_ROOT = DATA_DIR / "originals"
S3_BUCKET = environment.text("S3_BUCKET")


def _storage(folder: Path, *, public: bool) -> dict[str, object]:
    """Files in a folder of DATA_DIR, or under the same name in the S3 bucket."""
    if not S3_BUCKET:
        base = {"base_url": MEDIA_URL} if public else {"base_url": None}
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), **base},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": environment.text("S3_ENDPOINT_URL") or None,
            "region_name": environment.text("S3_REGION") or None,
            "location": folder.name,
            "default_acl": "public-read" if public else "private",
            "querystring_auth": not public,
            "file_overwrite": False,
        },
    }


STORAGES = {
    "default": _storage(MEDIA_ROOT, public=True),
    "originals": _storage(ORIGINALS_ROOT, public=False),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "site_config.kit.bundle.BundledStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
# Nobody loads a source map to read a page, and to compress the editor's takes half of the time that
# all static files take.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
