"""The worked example of the colour conversion page: an orange pixel, there and back."""

# --8<-- [start:orange]
import torch

from snippets.gan.color_conversion import rgb_to_yuv, yuv_to_rgb

orange = torch.tensor([1.0, 0.5, 0.0]).reshape(1, 3, 1, 1)
for name, u_max, v_max in (("YUV", 0.436, 0.615), ("YCbCr", 0.5, 0.5)):
    yuv = rgb_to_yuv(orange, u_max=u_max, v_max=v_max)
    back = yuv_to_rgb(yuv, u_max=u_max, v_max=v_max)
    print(f"{name:5}", *(f"{value:8.4f}" for value in yuv.flatten()))
    print("  RGB", *(f"{value:8.4f}" for value in back.flatten()))
# --8<-- [end:orange]
