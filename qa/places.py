"""Towns, provinces and countries by name, so that one typed without a capital is still a place.

Only names that are no other Dutch word: "as", "ham", "mol", "peer", "geel" and "boom" need their capital. It does not
know what lies where.
"""

import re
from functools import cache

from qa.plain import plain

_TOWNS = (
    "aalst aalter aarschot aartselaar affligem alken alveringem antwerpen anzegem ardooie arendonk assebroek asse assenede avelgem baarle-hertog "
    "beernem beerse beersel begijnendijk bekkevoort berchem beringen berlaar berlare bertem beveren bierbeek bilzen blankenberge bocholt "
    "boechout bonheiden boortmeerbeek borgerhout borgloon bornem borsbeek boutersem brakel brasschaat brecht bredene brugge brussel buggenhout "
    "damme de-haan de-panne deerlijk deinze denderleeuw dendermonde dentergem dessel destelbergen deurne diepenbeek diest diksmuide dilbeek "
    "dilsen-stokkem drogenbos duffel edegem eeklo erpe-mere essen evergem galmaarden gavere geetbets genk gent geraardsbergen gingelom gistel glabbeek "
    "gooik grimbergen grobbendonk haacht haaltert halle hamont-achel harelbeke hasselt hechtel-eksel heers heist-op-den-berg hemiksem herent herentals "
    "herenthout herk-de-stad herselt herstappe herzele heusden-zolder hoboken hoegaarden hoeilaart hoeselt holsbeek hooglede hoogstraten houthalen-helchteren "
    "houthulst huldenberg hulshout ichtegem ieper ingelmunster izegem jabbeke kalmthout kampenhout kapellen kapelle-op-den-bos kaprijke kasterlee keerbergen "
    "kinrooi knesselare knokke-heist koekelare koksijde kontich kortemark kortenaken kortenberg kortessem kortrijk kraainem kruibeke kruisem kuurne laakdal "
    "laarne lanaken landen langemark-poelkapelle lebbeke lede ledegem lendelede lennik leopoldsburg leuven lichtervelde liedekerke lier lierde lievegem lille "
    "linkebeek lint linter lochristi lokeren lommel londerzeel lubbeek lummen maaseik maasmechelen machelen maldegem malle mechelen meerhout meise melle "
    "menen merchtem merelbeke merksplas mesen meulebeke middelkerke moerbeke moorslede mortsel nazareth nevele niel nieuwerkerken nieuwpoort nijlen ninove "
    "olen oostende oosterzele oostkamp oostrozebeke opglabbeek opwijk oud-heverlee oudenaarde oudenburg oud-turnhout overijse overpelt pelt pepingen "
    "pittem poperinge putte puurs-sint-amands puurs ranst ravels retie riemst rijkevorsel roeselare ronse roosdaal rotselaar ruiselede rumst schelle "
    "scherpenheuvel-zichem schilde schoten sint-amands sint-genesius-rode sint-gillis-waas sint-katelijne-waver sint-laureins sint-lievens-houtem "
    "sint-martens-latem sint-niklaas sint-pieters-leeuw sint-truiden spiere-helkijn stabroek staden stekene temse ternat tervuren tessenderlo tielt "
    "tielt-winge tienen tongeren torhout tremelo turnhout veurne vilvoorde vleteren voeren vorselaar vosselaar waasmunster wachtebeke waregem "
    "wemmel wervik westerlo wetteren wevelgem wezembeek-oppem wichelen wielsbeke wijnegem willebroek wingene wommelgem wortegem-petegem wuustwezel zandhoven "
    "zaventem zedelgem zele zelzate zemst zingem zoersel zomergem zonhoven zonnebeke zottegem zoutleeuw zuienkerke zulte zutendaal zwalm zwevegem zwijndrecht "
    "charleroi namen luik bergen doornik waver anderlecht schaarbeek molenbeek elsene etterbeek ukkel laken jette vorst"
)
_REGIONS = (
    "west-vlaanderen oost-vlaanderen vlaams-brabant waals-brabant limburg henegouwen wallonie "
    "nederland duitsland frankrijk luxemburg engeland denemarken zweden noorwegen finland spanje portugal italie griekenland polen "
    "oostenrijk zwitserland ierland oekraine roemenie bulgarije hongarije tsjechie marokko turkije amerika schotland ijsland "
    "amsterdam rotterdam utrecht parijs londen berlijn madrid rijsel maastricht eindhoven tilburg breda"
)
_SHORT = {
    "west-vl": "West-Vlaanderen",
    "oost-vl": "Oost-Vlaanderen",
    "west vl": "West-Vlaanderen",
    "oost vl": "Oost-Vlaanderen",
}
_ALSO_WORDS = frozenset(
    "halle essen landen bergen vorst namen voeren kapellen putte menen asse lint malle brakel staden damme lede laken".split()
)
_WHOLE = re.compile(r"\b(?:vlaanderen|vlaamse?|vlaming(?:en)?|belgie|belgische?|belg(?:en)?)\b")


@cache
def _pattern() -> re.Pattern[str]:
    names = [name for name in f"{_TOWNS} {_REGIONS}".split() if name not in _ALSO_WORDS]
    longest = sorted((re.escape(name).replace(r"\-", "[- ]") for name in (*names, *_SHORT)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])")


def places_in(text: str) -> tuple[str, ...]:
    """The towns, provinces and countries that a text names, however typed, as they are written: "Sint-Niklaas"."""
    return tuple(dict.fromkeys(_written(hit[0]) for hit in _pattern().finditer(plain(text))))


def whole_in(text: str) -> str:
    """ "Vlaanderen" or "België" where a text is about all of it; "" where it is not."""
    hit = _WHOLE.search(plain(text))
    return "" if hit is None else "Vlaanderen" if hit[0].startswith("vla") else "België"


def _written(name: str) -> str:
    if name in _SHORT:
        return _SHORT[name]
    small = {"op", "den", "de", "aan"}
    return "-".join(part if part in small else part.capitalize() for part in name.replace(" ", "-").split("-"))
