"""Documents are divided by their names alone."""

from training.dataset.split import split_folds


def test_folds_hold_each_name_once_and_are_the_same_in_any_order() -> None:
    names = [f"{number}.pdf" for number in range(23)]
    folds = split_folds(names, 5)
    assert sorted(name for fold in folds for name in fold) == sorted(names)
    assert sorted(len(fold) for fold in folds) == [4, 4, 5, 5, 5]
    assert split_folds(reversed(names), 5) == folds
