"""The scenes, each a few shapes from far to near."""

from collections.abc import Callable

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.scenes.indoors import library, map_
from config.demo.drawings.scenes.land import fields, mountains, night_train, radio_tower, satellite
from config.demo.drawings.scenes.town import market, skyline, stadium, station, window
from config.demo.drawings.scenes.water import bridge, ferry, harbour, lighthouse, river

SCENES: dict[str, Callable[[Canvas], None]] = {
    "bridge": bridge,
    "ferry": ferry,
    "fields": fields,
    "harbour": harbour,
    "library": library,
    "lighthouse": lighthouse,
    "map": map_,
    "market": market,
    "mountains": mountains,
    "night_train": night_train,
    "radio_tower": radio_tower,
    "river": river,
    "satellite": satellite,
    "skyline": skyline,
    "stadium": stadium,
    "station": station,
    "window": window,
}
