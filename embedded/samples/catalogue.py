"""The six albums: which scenes, where, when, and with what camera."""

from datetime import datetime, timedelta, timezone

from embedded.samples import scenes_city as city
from embedded.samples import scenes_desert as desert
from embedded.samples import scenes_far_south as far_south
from embedded.samples import scenes_gates as gates
from embedded.samples import scenes_kyoto as kyoto
from embedded.samples import scenes_north as north
from embedded.samples import scenes_norway as norway
from embedded.samples import scenes_south as south
from embedded.samples.shots import Album, Camera, Exposure, SampleGallery, Shot

CLASSIC, TALL, WIDE, SQUARE, PANORAMA = (3, 2), (2, 3), (16, 9), (1, 1), (13, 5)
RF_WIDE, RF_ZOOM, RF_TELE = "RF15-35mm F2.8 L IS USM", "RF24-70mm F2.8 L IS USM", "RF70-200mm F4 L IS USM"
FE_WIDE, FE_ZOOM, FE_TELE = "FE 16-35mm F2.8 GM II", "FE 24-70mm F2.8 GM II", "FE 70-200mm F4 G OSS II"
XF_WIDE, XF_ZOOM, XF_TELE = "XF10-24mmF4 R OIS WR", "XF16-55mmF2.8 R LM WR", "XF50-140mmF2.8 R LM OIS WR"
Z_WIDE, Z_ZOOM, Z_TELE = ("NIKKOR Z 14-30mm f/4 S", "NIKKOR Z 24-120mm f/4 S", "NIKKOR Z 100-400mm f/4.5-5.6 VR S")
EF_WIDE, EF_ZOOM, EF_TELE = "EF16-35mm f/4L IS USM", "EF24-105mm f/4L IS II USM", "EF70-200mm f/4L IS USM"
GFX_WIDE, GFX_ZOOM = "GF23mmF4 R LM WR", "GF32-64mmF4 R LM WR"


def _at(text: str, hours: int) -> datetime:
    """Local time with its offset from UTC in hours."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(hours=hours)))


ICELAND = Album(
    SampleGallery(
        "Highlands in September", "Europe", "Iceland", (2023, 2024),
        "Two autumns on the roads that close with the first snow: rhyolite, black sand, nights too bright to sleep.",
    ),
    Camera("SONY", "ILCE-7RM5", "DSC{:05d}.jpg"),
    (
        Shot(north.aurora_lake, CLASSIC, 331, "The lake that would not go dark", ("aurora", "night", "reflection"),
             _at("2023-09-18 23:41", 0), (64.0583, -18.2372, 570), Exposure(FE_WIDE, 16, 2.8, (6, 1), 2500), 217),
        Shot(north.rhyolite, CLASSIC, 318, "First light over Landmannalaugar", ("mountains", "mist", "sunrise"),
             _at("2024-09-12 06:58", 0), (63.9907, -19.0606, 640), Exposure(FE_TELE, 92, 8, (1, 80), 100), 1284),
        Shot(north.waterfall, TALL, 12, "Skógafoss, one second", ("waterfall", "long exposure"),
             _at("2023-09-15 17:12", 0), (63.5321, -19.5114, 32), Exposure(FE_ZOOM, 53, 11, (1, 1), 64), 96, 6),
        Shot(north.storm_plain, WIDE, 5, "Rain over Mýrdalssandur", ("storm", "light", "plains"),
             _at("2024-09-14 18:25", 0), (63.4650, -18.6690, 41), Exposure(FE_ZOOM, 35, 8, (1, 200), 160), 1377),
        Shot(north.braided_river, SQUARE, 1652, "Þjórsá from above", ("river", "abstract", "aerial"),
             _at("2024-09-15 11:03", 0), (63.8460, -20.5470, 420), Exposure(FE_ZOOM, 44, 5.6, (1, 1000), 320), 1422),
        Shot(north.black_beach, CLASSIC, 4, "Four minutes at Reynisfjara", ("sea", "long exposure", "dawn"),
             _at("2024-09-16 06:47", 0), (63.4034, -19.0436, 3), Exposure(FE_ZOOM, 38, 11, (240, 1), 100), 1509),
    ),
)  # fmt: skip

NORWAY = Album(
    SampleGallery(
        "Lofoten Winter", "Europe", "Norway", (2025,),
        "February above the Arctic Circle, when the sun has just come back and the whole day is blue hour.",
    ),
    Camera("Canon", "Canon EOS R5", "IMG_{:04d}.jpg"),
    (
        Shot(norway.cabins, CLASSIC, 587, "Rorbuer at the blue hour", ("village", "blue hour", "winter"),
             _at("2025-02-09 17:02", 1), (67.9322, 13.0887, 4), Exposure(RF_ZOOM, 41, 8, (4, 1), 200), 4821),
        Shot(north.reine, CLASSIC, 1576, "Alpenglow in Reinefjorden", ("mountains", "reflection", "alpenglow"),
             _at("2025-02-10 09:18", 1), (67.9341, 13.0691, 2), Exposure(RF_ZOOM, 33, 9, (1, 60), 100), 4877),
        Shot(norway.aurora_fjord, TALL, 14, "Green over Kirkefjorden", ("aurora", "night", "fjord"),
             _at("2025-02-11 22:36", 1), (67.9120, 13.0210, 6), Exposure(RF_WIDE, 15, 2.8, (5, 1), 3200), 4950, 8),
        Shot(north.moonrise, WIDE, 1104, "Moonrise, inversion", ("moon", "mountains", "clouds"),
             _at("2025-02-12 16:21", 1), (68.2100, 13.7350, 610), Exposure(RF_TELE, 104, 8, (1, 125), 200), 5023),
        Shot(norway.snow_trees, SQUARE, 3, "Snowfall, Vestvågøya", ("snow", "trees", "minimal"),
             _at("2025-02-13 11:40", 1), (68.2470, 13.8390, 48), Exposure(RF_TELE, 135, 5.6, (1, 320), 400), 5061),
        Shot(norway.ridge_panorama, PANORAMA, 17, "Every ridge from Himmeltindan", ("panorama", "mountains", "dusk"),
             _at("2025-02-14 15:49", 1), (68.2189, 13.6303, 930), Exposure(RF_TELE, 85, 8, (1, 160), 100), 5110),
    ),
)  # fmt: skip

JAPAN = Album(
    SampleGallery(
        "Kyoto Autumn", "Asia", "Japan", (2022,),
        "Ten days in November, getting up before the temples open and staying out until the last train.",
    ),
    Camera("FUJIFILM", "X-T5", "DSCF{:04d}.jpg"),
    (
        Shot(gates.pagoda, CLASSIC, 21, "Evening bell", ("pagoda", "sunset", "hills"),
             _at("2022-11-18 16:44", 9), (34.9986, 135.7786, 92), Exposure(XF_TELE, 98, 8, (1, 250), 160), 7712),
        Shot(kyoto.bamboo, TALL, 40, "Arashiyama before six", ("bamboo", "forest", "light"),
             _at("2022-11-19 06:21", 9), (35.0170, 135.6717, 60), Exposure(XF_ZOOM, 27, 4, (1, 30), 400), 7731, 6),
        Shot(kyoto.maple_hills, CLASSIC, 5, "The mountain puts on its brocade", ("autumn", "forest", "mist"),
             _at("2022-11-20 07:35", 9), (35.1207, 135.7722, 410), Exposure(XF_TELE, 121, 5.6, (1, 125), 200), 7790),
        Shot(gates.torii, SQUARE, 11, "Gate without a road", ("torii", "lake", "dawn"),
             _at("2022-11-22 06:33", 9), (35.2742, 136.0111, 86), Exposure(XF_ZOOM, 50, 11, (30, 1), 125), 7846),
        Shot(kyoto.after_rain, WIDE, 16, "Kurama after rain", ("mist", "forest", "layers"),
             _at("2022-11-23 08:02", 9), (35.1181, 135.7708, 370), Exposure(XF_TELE, 140, 5.6, (1, 160), 320), 7888),
        Shot(city.skyline, CLASSIC, 33, "Last train to Osaka", ("city", "blue hour", "river"),
             _at("2022-11-24 17:08", 9), (34.7055, 135.4903, 12), Exposure(XF_ZOOM, 34, 8, (8, 1), 125), 7915),
    ),
)  # fmt: skip

NAMIBIA = Album(
    SampleGallery(
        "Dunes of Sossusvlei", "Africa", "Namibia", (2024,),
        "Iron-red sand, a white clay pan, and the oldest desert sky there is.",
    ),
    Camera("NIKON CORPORATION", "NIKON Z 8", "DSC_{:04d}.jpg"),
    (
        Shot(desert.deadvlei, CLASSIC, 7, "Deadvlei, nine hundred years later", ("trees", "desert", "dunes"),
             _at("2024-05-21 07:52", 2), (-24.7590, 15.2920, 570), Exposure(Z_ZOOM, 62, 11, (1, 125), 64), 412),
        Shot(south.dune_crest, TALL, 1670, "The crest at sunrise", ("dunes", "sunrise", "shadow"),
             _at("2024-05-20 06:57", 2), (-24.7310, 15.4480, 655), Exposure(Z_ZOOM, 38, 11, (1, 60), 64), 358, 8),
        Shot(south.dune_sea, CLASSIC, 1643, "Last light on the sand sea", ("dunes", "evening"),
             _at("2024-05-20 17:24", 2), (-24.7280, 15.3320, 690), Exposure(Z_ZOOM, 70, 8, (1, 100), 100), 396),
        Shot(south.milky, TALL, 1676, "A hundred billion suns, one dune", ("milky way", "night", "stars"),
             _at("2024-05-22 04:48", 2), (-24.4870, 15.8010, 780), Exposure(Z_WIDE, 14, 4, (20, 1), 6400), 455),
        Shot(desert.crest_lines, SQUARE, 5, "Line study", ("abstract", "dunes", "minimal"),
             _at("2024-05-22 07:10", 2), (-24.7420, 15.3550, 640), Exposure(Z_TELE, 210, 8, (1, 250), 100), 471),
        Shot(desert.dust_panorama, PANORAMA, 13, "Dust from the east", ("panorama", "dunes", "haze"),
             _at("2024-05-23 17:11", 2), (-24.7350, 15.3000, 720), Exposure(Z_TELE, 150, 8, (1, 320), 100), 502),
    ),
)  # fmt: skip

CHILE = Album(
    SampleGallery(
        "Patagonia, Slowly", "South America", "Chile", (2019,),
        "Three weeks of wind around the Paine massif. The good mornings lasted eleven minutes each.",
    ),
    Camera("Canon", "Canon EOS 5D Mark IV", "_MG_{:04d}.jpg"),
    (
        Shot(south.towers, CLASSIC, 695, "Eleven minutes of red", ("mountains", "sunrise", "lake"),
             _at("2019-03-27 07:46", -3), (-50.9423, -72.9620, 870), Exposure(EF_ZOOM, 47, 8, (1, 40), 100), 2210),
        Shot(far_south.turquoise, CLASSIC, 1144, "Lago Nordenskjöld, windless", ("lake", "mountains", "glacier"),
             _at("2019-03-24 11:30", -3), (-51.0263, -73.0310, 76), Exposure(EF_ZOOM, 35, 9, (1, 250), 100), 2098),
        Shot(far_south.glacier, SQUARE, 25, "Grey Glacier, blue", ("glacier", "ice", "abstract"),
             _at("2019-03-25 15:14", -3), (-50.9830, -73.2240, 110), Exposure(EF_TELE, 116, 8, (1, 400), 200), 2141),
        Shot(far_south.lenticular, WIDE, 30, "The wind, made visible", ("clouds", "sunset", "steppe"),
             _at("2019-03-26 20:12", -3), (-51.2570, -72.3450, 210), Exposure(EF_ZOOM, 30, 8, (1, 25), 200), 2187),
        Shot(far_south.fjord, TALL, 1603, "Última Esperanza", ("fjord", "rain", "mist"),
             _at("2019-03-29 10:05", -3), (-51.5520, -73.1010, 2), Exposure(EF_ZOOM, 67, 7.1, (1, 160), 400), 2266),
        Shot(far_south.crescent, CLASSIC, 5, "What the wind left", ("moon", "dusk", "minimal"),
             _at("2019-04-07 19:48", -3), (-51.7236, -72.4875, 60), Exposure(EF_TELE, 88, 5.6, (1, 4), 400), 2391),
    ),
)  # fmt: skip

NEW_ZEALAND = Album(
    SampleGallery(
        "South Island, Long Way Round", "Oceania", "New Zealand", (2018,),
        "A camper van, one bad map, and a different lake every night.",
    ),
    Camera("FUJIFILM", "GFX 50S", "_DSF{:04d}.jpg"),
    (
        Shot(south.lone_tree, CLASSIC, 19, "That tree", ("tree", "lake", "minimal"),
             _at("2018-07-08 08:11", 12), (-44.6981, 169.1172, 279), Exposure(GFX_ZOOM, 61, 11, (30, 1), 100), 3104),
        Shot(far_south.tekapo, CLASSIC, 44, "Winter sky, Tekapo", ("milky way", "night", "reflection"),
             _at("2018-07-11 19:57", 12), (-44.0047, 170.4771, 710), Exposure(GFX_WIDE, 23, 4, (25, 1), 6400), 3188),
        Shot(far_south.aoraki, TALL, 661, "Aoraki, last light", ("mountains", "alpenglow", "snow"),
             _at("2018-07-12 17:09", 12), (-43.6850, 170.0960, 760), Exposure(GFX_ZOOM, 64, 8, (1, 60), 100), 3230, 6),
        Shot(south.glitter, WIDE, 3, "Tasman Sea, end of the road", ("sea", "sunset", "glitter"),
             _at("2018-07-14 17:04", 12), (-43.8810, 169.0440, 6), Exposure(GFX_ZOOM, 52, 11, (1, 500), 100), 3277),
        Shot(far_south.pine_forest, CLASSIC, 60, "Morning, Hanmer Forest", ("forest", "mist", "light"),
             _at("2018-07-16 09:20", 12), (-42.5230, 172.8270, 390), Exposure(GFX_ZOOM, 58, 8, (1, 80), 200), 3311),
        Shot(far_south.fjord, TALL, 71, "Milford, between showers", ("fjord", "mist", "water"),
             _at("2018-07-17 10:44", 12), (-44.6414, 167.8974, 2), Exposure(GFX_ZOOM, 42, 8, (1, 100), 200), 3349, 8),
    ),
)  # fmt: skip

ALBUMS = (ICELAND, NORWAY, JAPAN, NAMIBIA, CHILE, NEW_ZEALAND)
