"""Parts of addresses that have one form each: ``/archive/2026/03/`` and no other."""


class Digits:
    regex: str
    width: int

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:0{self.width}}"


class FourDigits(Digits):
    regex = "[0-9]{4}"
    width = 4


class TwoDigits(Digits):
    regex = "[0-9]{2}"
    width = 2
