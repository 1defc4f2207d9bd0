"""From paint to the bytes a camera would have stored: pixels as the sensor was held, and EXIF."""

import io
from fractions import Fraction

from PIL import ExifTags, Image, TiffImagePlugin

from embedded.samples.shots import Camera, Shot

QUALITY = 88
# EXIF orientation -> how upright pixels were turned when they were stored (EXIF 2.32, tag 0x0112).
STORED = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def jpeg(picture: Image.Image, shot: Shot, camera: Camera) -> bytes:
    """The upright picture as an EXIF JPEG."""
    if shot.orientation in STORED:
        picture = picture.transpose(STORED[shot.orientation])
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, exif=exif(shot, camera))
    return out.getvalue()


def exif(shot: Shot, camera: Camera) -> Image.Exif:
    """The three directories: the picture's own, the exposure's and the place's."""
    tags = Image.Exif()
    base = ExifTags.Base
    tags[base.Make], tags[base.Model], tags[base.Orientation] = camera.make, camera.model, shot.orientation
    tags[base.Artist], tags[base.ImageDescription] = "Sample", shot.title
    tags[base.DateTime] = f"{shot.taken:%Y:%m:%d %H:%M:%S}"
    tags.get_ifd(ExifTags.IFD.Exif).update(_exposure(shot))
    tags.get_ifd(ExifTags.IFD.GPSInfo).update(_place(*shot.place))
    return tags


def _exposure(shot: Shot) -> dict[int, object]:
    base, how = ExifTags.Base, shot.exposure
    offset = f"{shot.taken:%z}"
    return {
        base.ExposureTime: _rational(Fraction(*how.shutter)),
        base.FNumber: _rational(Fraction(str(how.aperture))),
        base.ISOSpeedRatings: how.iso,
        base.DateTimeOriginal: f"{shot.taken:%Y:%m:%d %H:%M:%S}",
        base.OffsetTimeOriginal: f"{offset[:3]}:{offset[3:]}",
        base.FocalLength: _rational(Fraction(str(how.focal))),
        base.LensModel: how.lens,
    }


def _place(latitude: float, longitude: float, metres: int) -> dict[int, object]:
    gps = ExifTags.GPS
    return {
        gps.GPSLatitudeRef: "N" if latitude >= 0 else "S",
        gps.GPSLatitude: _degrees(latitude),
        gps.GPSLongitudeRef: "E" if longitude >= 0 else "W",
        gps.GPSLongitude: _degrees(longitude),
        gps.GPSAltitudeRef: b"\x00",
        gps.GPSAltitude: _rational(Fraction(metres)),
    }


def _degrees(value: float) -> tuple[TiffImagePlugin.IFDRational, ...]:
    """Degrees, minutes and hundredths of seconds."""
    hundredths = round(abs(value) * 360_000)
    minutes, seconds = divmod(hundredths, 6_000)
    parts = Fraction(minutes // 60), Fraction(minutes % 60), Fraction(seconds, 100)
    return tuple(_rational(part) for part in parts)


def _rational(value: Fraction) -> TiffImagePlugin.IFDRational:
    return TiffImagePlugin.IFDRational(value.numerator, value.denominator)
