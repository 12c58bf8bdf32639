"""Sets the temperature of a model's file: python -m hand.temper MODEL TEMPERATURE."""

import struct
import sys

from hand.network import MAGIC


def main():
    path, temperature = sys.argv[1], float(sys.argv[2])
    with open(path, "rb") as file:
        data = bytearray(file.read())
    length = struct.unpack_from("<I", data, len(MAGIC) + 4)[0]
    at = len(MAGIC) + 8 + length
    print(f"{path}: {struct.unpack_from('<f', data, at)[0]:.3f} -> {temperature:.3f}")
    struct.pack_into("<f", data, at, temperature)
    with open(path, "wb") as file:
        file.write(data)


if __name__ == "__main__":
    main()
