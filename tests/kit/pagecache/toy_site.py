"""A site of a few shelves, to see when its pages are rendered and what their views are asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from site_config.kit.pagecache.carrying import carry, keep_out, public_page
from tests.kit.pagecache.shelves import MEANWHILE, QUERIES, RENDERED, SHELVES


@public_page("page", "sort")
def shelf(request: HttpRequest, name: str) -> HttpResponse:
    """What lies on a shelf. Half-way through, whatever `MEANWHILE` holds happens."""
    RENDERED[name] += 1
    QUERIES.append(request.GET.dict())
    if name not in SHELVES:
        raise Http404
    carry(request, f"shelf:{name}")
    found = SHELVES[name]
    for happen in MEANWHILE:
        happen()
    return HttpResponse(f"{found} {request.GET.get('page', '')}".strip())


@public_page()
def kept_out(request: HttpRequest) -> HttpResponse:
    RENDERED["kept out"] += 1
    keep_out(request)
    return HttpResponse("One of many")


@public_page()
def personal(request: HttpRequest) -> HttpResponse:
    """Answers that are not the same for everybody, or not right for long."""
    RENDERED["personal"] += 1
    response = HttpResponse("Yours")
    kind = request.path.strip("/")
    if kind == "cookie":
        response.set_cookie("seen", "yes")
    elif kind == "varying":
        response["Vary"] = "Cookie"
    elif kind == "private":
        response["Cache-Control"] = "private"
    elif kind == "broken":
        response.status_code = 500
    elif kind == "moved":
        response.status_code = 301
    return response


def undeclared(request: HttpRequest) -> HttpResponse:
    RENDERED["undeclared"] += 1
    return HttpResponse("Not for the cache")


urlpatterns = [
    path("shelves/<str:name>/", shelf),
    path("kept-out/", kept_out),
    path("undeclared/", undeclared),
    *(path(f"{kind}/", personal) for kind in ("cookie", "varying", "private", "broken", "moved")),
    # Error pages link to the real site.
    path("", include("site_config.urls")),
]
