"""Countries and continents by their English names, as galleries store them. Pure.

Countries are those of ISO 3166-1; their names and translations are django-countries'. What it does not know stays
free text: a gallery may lie anywhere.
"""

import unicodedata
from functools import lru_cache

from django.utils import translation
from django_countries import countries

_CODES = {
    "Africa": "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU "
    "YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW",
    "Antarctica": "AQ BV TF HM GS",
    "Asia": "AF AM AZ BH BD BT BN KH CN CX CC GE HK IN ID IO IR IQ IL JP JO KZ KP KR KW KG LA LB MO MY MV MN MM NP OM "
    "PK PS PH QA SA SG LK SY TW TJ TH TL TR TM AE UZ VN YE",
    "Europe": "AX AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE LV LI LT LU MT MD MC ME "
    "NL MK NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB VA",
    "North America": "AI AG AW BS BB BZ BM BQ VG CA KY CR CU CW DM DO SV GL GD GP GT HT HN JM MQ MX MS NI PA PR BL KN "
    "LC MF PM VC SX TT TC US VI",
    "Oceania": "AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF",
    "South America": "AR BO BR CL CO EC FK GF GY PY PE SR UY VE",
}
CONTINENTS = tuple(_CODES)
CONTINENT_OF_CODE = {code: continent for continent, codes in _CODES.items() for code in codes.split()}

# Names that read better than the library's, and what else people write; parts of a country lie where it lies.
_OWN_NAMES = {"BS": "Bahamas", "MF": "Saint Martin", "NR": "Nauru", "SX": "Sint Maarten"}
_PARTS = {"England": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB"}
_ALIASES = {
    "AE": "UAE, Emirates",
    "BQ": "Bonaire",
    "BS": "The Bahamas",
    "CD": "Congo-Kinshasa, DR Congo",
    "CG": "Republic of the Congo, Congo-Brazzaville",
    "CI": "Ivory Coast",
    "CN": "People's Republic of China",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "FK": "Falkland Islands",
    "GB": "UK, Great Britain, Britain",
    "GM": "The Gambia",
    "IE": "Republic of Ireland",
    "KR": "Republic of Korea, Korea",
    "MK": "Macedonia",
    "MM": "Burma",
    "MO": "Macau",
    "NL": "Holland, The Netherlands",
    "PH": "The Philippines",
    "PN": "Pitcairn Islands",
    "PS": "Palestinian Territories",
    "RU": "Russian Federation",
    "ST": "São Tomé, São Tomé and Príncipe",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey",
    "US": "USA, United States, U.S.A., US",
    "VA": "Vatican, Holy See",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
    "VN": "Viet Nam",
}


def code_of(country: str) -> str:
    """The ISO code of the country that this English name means, or of which it is a part; "" for none we know."""
    return _by_name().get(_folded(country), "")


def continent_of(country: str) -> str:
    """The continent of the country of this English name; "" for none we know."""
    return CONTINENT_OF_CODE.get(code_of(country), "")


@lru_cache(maxsize=1)
def countries_by_continent() -> dict[str, list[str]]:
    """All countries by their English names, in their order."""
    found: dict[str, list[str]] = {continent: [] for continent in CONTINENTS}
    for code, name in names().items():
        found[CONTINENT_OF_CODE[code]].append(name)
    return {continent: sorted(within, key=_folded) for continent, within in found.items()}


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """ISO code -> English name."""
    with translation.override(None):
        return {code: str(name) for code, name in countries} | _OWN_NAMES


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """What somebody may have written, folded -> ISO code."""
    with translation.override(None):
        library = {_folded(str(name)): code for code, name in countries}
    own = {_folded(name): code for code, name in names().items()}
    aliases = {_folded(alias): code for code, text in _ALIASES.items() for alias in text.split(", ")}
    return library | own | aliases | {_folded(part): code for part, code in _PARTS.items()}


def _folded(name: str) -> str:
    """Without case, accents and surplus spaces."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
