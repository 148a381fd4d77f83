"""How many numbers each stage of the two generators learns."""

# --8<-- [start:count]
from snippets.gan.animegan_generator import animegan_generator
from snippets.gan.animegan_v2_generator import animegan_v2_generator

for name, generator in (("v1", animegan_generator()), ("v2", animegan_v2_generator())):
    stages = generator.parameters_by_stage()
    for stage, count in stages.items():
        print(f"{name} {stage:3} {count:9,}")
    print(f"{name} sum {sum(stages.values()):9,}")
# --8<-- [end:count]
