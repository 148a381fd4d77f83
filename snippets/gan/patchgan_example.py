"""The worked example of the PatchGAN page: what each layer sees and gives."""

# --8<-- [start:sizes]
from snippets.convolution.receptive_field import receptive_field
from snippets.gan.patchgan import patch_layers
from snippets.gan.patchgan_patches import num_logits

layers = patch_layers(3)
for depth in range(1, len(layers) + 1):
    field = receptive_field(layers[:depth])
    output = num_logits(256, layers[:depth])
    print(f"layer {depth}: {output:3} outputs, each sees {field.size:2}, jump {field.jump}")
# --8<-- [end:sizes]
