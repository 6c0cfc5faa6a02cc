"""Who could do another's task: the nearest, the least loaded, and able to."""

import pytest

from domain.reassignment import Colleague, Fit, best, duties_of, nearest

HERE = "/1/2/3/"


def colleague(person_id: int, **about) -> Colleague:
    given = {"post": "网格员", "unit": "三里社区", "path": HERE, "load": 0} | about
    duties = frozenset(given.pop("duties", ()))
    return Colleague(person_id=person_id, name=f"{person_id}", duties=duties, **given)


@pytest.mark.parametrize(
    ("colleagues", "taken", "fit"),
    [
        ([], None, None),
        ([colleague(1, post="保洁员")], None, None),
        ([colleague(1, post="", duties=[""])], None, None),
        ([colleague(1, load=3), colleague(2, load=1)], 2, Fit.POST),
        ([colleague(1), colleague(2)], 1, Fit.POST),
        ([colleague(1, post="保洁员", duties=["巡查"]), colleague(2)], 2, Fit.POST),
        ([colleague(1, post="保洁员", duties=["巡查"]), colleague(2, load=1)], 1, Fit.DUTY),
        ([colleague(1, path="/1/2/4/"), colleague(2, load=5)], 2, Fit.POST),
        ([colleague(1, path="/1/9/"), colleague(2, path="/1/2/4/", load=5)], 2, Fit.POST),
    ],
)
def test_the_one_who_suits_best(colleagues, taken, fit) -> None:
    found = best(colleagues, post="网格员", duty="巡查", path=HERE)
    assert (found and found.person_id, found and found.fit) == (taken, fit)


def test_by_hand_the_nearest_and_least_loaded_come_first() -> None:
    far, busy, free = colleague(1, path="/1/9/"), colleague(2, load=4), colleague(3, load=1)
    assert nearest([far, busy, free], path=HERE) == [free, busy, far]


def test_duties_are_the_main_one_and_those_beside_it() -> None:
    assert duties_of("巡查", "宣传、登记") == {"巡查", "宣传", "登记"}
    assert duties_of("", "") == frozenset()
