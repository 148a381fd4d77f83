"""Convert images between RGB and YUV with the luma weights of BT.601.

Source: Recommendation ITU-R BT.601-7, 2011, https://www.itu.int/rec/R-REC-BT.601: the luma
weights, and the colour differences scaled to +-0.5. The ranges +-0.436 and +-0.615 of analogue
YUV are those that TensorFlow's tf.image.rgb_to_yuv uses; its constants agree to 3e-5.
Shown on docs/terms/gan/color-conversion.md.
"""

# --8<-- [start:rgb_to_yuv]
import torch
from torch import Tensor

K_RED, K_BLUE = 0.299, 0.114  # BT.601; green has the rest
K_GREEN = 1 - K_RED - K_BLUE


def check_image(name: str, image: Tensor) -> None:
    """Raise ValueError unless an image is (N, 3, H, W) and floating point."""
    if image.ndim != 4 or image.shape[1] != 3:
        raise ValueError(f"{name} must be (N, 3, H, W), got shape {tuple(image.shape)}")
    if not image.is_floating_point():
        raise ValueError(f"{name} must be floating point, got {image.dtype}")


def rgb_to_yuv(image: Tensor, *, u_max: float = 0.436, v_max: float = 0.615) -> Tensor:
    """Split an image into brightness and two colour differences.

    Y = 0.299 R + 0.587 G + 0.114 B; U = u_max (B - Y) / 0.886; V = v_max (R - Y) / 0.701

    Args:
        image: (N, 3, H, W), floating point: R, G and B in [0, 1], gamma encoded as in a file.
        u_max: > 0, the U of pure blue; 0.5 for u_max and v_max gives YCbCr without offset.
        v_max: > 0, the V of pure red.

    Returns:
        (N, 3, H, W), dtype and device of image: Y in [0, 1], U in [-u_max, u_max] and V in
        [-v_max, v_max], both 0 (but for rounding) for greys.

    Raises:
        ValueError: the image is not (N, 3, H, W) or not floating point.
    """
    check_image("image", image)
    red, green, blue = image.unbind(dim=1)
    luma = K_RED * red + K_GREEN * green + K_BLUE * blue
    u = u_max * (blue - luma) / (1 - K_BLUE)
    v = v_max * (red - luma) / (1 - K_RED)
    return torch.stack((luma, u, v), dim=1)


# --8<-- [end:rgb_to_yuv]


# --8<-- [start:yuv_to_rgb]
def yuv_to_rgb(image: Tensor, *, u_max: float = 0.436, v_max: float = 0.615) -> Tensor:
    """Undo rgb_to_yuv: solve its three equations for blue, red and then green.

    Args:
        image: (N, 3, H, W), floating point: Y, U and V.
        u_max: > 0, as given to rgb_to_yuv.
        v_max: > 0, as given to rgb_to_yuv.

    Returns:
        (N, 3, H, W): R, G and B. Not clamped: a Y, U and V that no colour has give values
        outside [0, 1].

    Raises:
        ValueError: the image is not (N, 3, H, W) or not floating point.
    """
    check_image("image", image)
    luma, u, v = image.unbind(dim=1)
    red = luma + (1 - K_RED) / v_max * v
    blue = luma + (1 - K_BLUE) / u_max * u
    green = (luma - K_RED * red - K_BLUE * blue) / K_GREEN
    return torch.stack((red, green, blue), dim=1)


# --8<-- [end:yuv_to_rgb]


# --8<-- [start:rgb_to_grayscale]
def rgb_to_grayscale(image: Tensor, num_output_channels: int = 1) -> Tensor:
    """Return Y, once or (for networks that take three channels) three times.

    Args:
        image: (N, 3, H, W), floating point.
        num_output_channels: 1 or 3.

    Returns:
        (N, num_output_channels, H, W), dtype and device of image, all channels equal.

    Raises:
        ValueError: the image is not (N, 3, H, W), not floating point, or another count.
    """
    if num_output_channels not in (1, 3):
        raise ValueError(f"num_output_channels must be 1 or 3, got {num_output_channels}")
    return rgb_to_yuv(image)[:, :1].repeat(1, num_output_channels, 1, 1)


# --8<-- [end:rgb_to_grayscale]
