"""site_machinery.comparisons: a test is told by its code, and the snippets' tests have all."""

from site_machinery import comparisons
from site_machinery.comparisons import kinds
from tests.site.sources import ROOT

SOURCE = """
def test_two_by_hand(): assert f(1) == 2
def test_equals_torch(): assert_close(f(x), F.conv2d(x))
def test_even(): assert f(-1) == f(1)
@given(x=st.floats())
def test_scales(x): assert f(2 * x) == 2 * f(x)
def test_slope(): assert gradcheck(f, x)
def test_rejects():
    with pytest.raises(ValueError): f(0)
def helper(): pass
"""


def test_each_kind_is_told() -> None:
    assert kinds(SOURCE) == {
        "test_two_by_hand": comparisons.BY_HAND,
        "test_equals_torch": comparisons.TORCH,
        "test_even": comparisons.DEFINITION,
        "test_scales": comparisons.PROPERTY,
        "test_slope": comparisons.GRADIENT,
        "test_rejects": comparisons.ERROR,
    }


def test_the_tests_of_each_field_have_every_kind() -> None:
    for field in ("convolution", "losses"):
        files = (ROOT / "tests/snippets" / field).glob("test_*.py")
        found = {kind for f in files for kind in kinds(f.read_text(encoding="utf-8")).values()}
        assert found == {
            comparisons.BY_HAND,
            comparisons.TORCH,
            comparisons.DEFINITION,
            comparisons.PROPERTY,
            comparisons.GRADIENT,
            comparisons.ERROR,
        }
