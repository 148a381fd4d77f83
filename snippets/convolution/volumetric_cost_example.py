"""What the eight convolutions of C3D cost, against 2D ones applied to each frame."""

# --8<-- [start:cost]
from snippets.convolution.volumetric_convolution import conv3d_cost, conv3d_parameters

layers = [  # channels in, channels out, output size (frames, rows, columns)
    (3, 64, (16, 112, 112)),
    (64, 128, (16, 56, 56)),
    (128, 256, (8, 28, 28)),
    (256, 256, (8, 28, 28)),
    (256, 512, (4, 14, 14)),
    (512, 512, (4, 14, 14)),
    (512, 512, (2, 7, 7)),
    (512, 512, (2, 7, 7)),
]
for kernel in ((1, 3, 3), (3, 3, 3)):
    parameters = sum(conv3d_parameters(c, m, kernel) for c, m, _ in layers)
    cost = sum(conv3d_cost(c, m, kernel, size) for c, m, size in layers)
    print(f"{kernel}: {parameters:,} parameters, {cost:,} multiply-adds")
# --8<-- [end:cost]
