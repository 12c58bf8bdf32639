"""Sets the temperature of a model's file: python -m hand.temper MODEL TEMPERATURE."""

import struct
import sys

from hand.network import ModelFile


def main():
    path, temperature = sys.argv[1], float(sys.argv[2])
    with open(path, "rb") as file:
        data = bytearray(file.read())
    model = ModelFile(data)
    print(f"{path}: {model.temperature:.3f} -> {temperature:.3f}")
    struct.pack_into("<f", data, model.temperature_at, temperature)
    with open(path, "wb") as file:
        file.write(data)


if __name__ == "__main__":
    main()
