"""Owns the best one-to-one pairing in a sparse graph of two sides: most pairs first, then most weight.

Shortest augmenting paths with prices: H. W. Kuhn, Naval Research Logistics Quarterly 2 (1955), 83-97; J.
Munkres, J. SIAM 5 (1957), 32-38; on lists of neighbours with a heap, for each connected part alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

Weight = tuple[int, ...]
"""Compared from the left: a later part counts only where the sums of the earlier ones are equal."""


def assign(edges: Sequence[Mapping[int, Weight]], *, width: int) -> dict[int, int]:
    """Return left -> right of the best pairing.

    ``edges[left]`` maps each neighbour on the right, 0 to ``width`` - 1, to the weight of the pair; all
    weights have equally many parts, of any sign.  As many pairs as possible; of those pairings one whose
    sums of weights are the largest.  The same graph gives the same pairing.
    """
    back: list[list[int]] = [[] for _ in range(width)]
    for left, row in enumerate(edges):
        for right in row:
            back[right].append(left)
    chosen: dict[int, int] = {}
    seen: set[int] = set()
    for first in range(len(edges)):
        if first in seen or not edges[first]:
            continue
        part = _part(first, edges=edges, back=back, seen=seen)
        if len(part) == 1 and len(edges[first]) == 1:
            # Most parts are one pair.
            chosen[first] = next(iter(edges[first]))
        else:
            chosen.update(_Pairing(_as_numbers(part, edges)).solved())
    return chosen


def _part(
    first: int, *, edges: Sequence[Mapping[int, Weight]], back: Sequence[Sequence[int]], seen: set[int]
) -> list[int]:
    """The left side of what hangs together with ``first``, in order."""
    part, crossed = [first], set()
    seen.add(first)
    for left in part:
        for right in edges[left]:
            if right not in crossed:
                crossed.add(right)
                fresh = [one for one in back[right] if one not in seen]
                seen.update(fresh)
                part += fresh
    return sorted(part)


def _as_numbers(part: Sequence[int], edges: Sequence[Mapping[int, Weight]]) -> dict[int, dict[int, int]]:
    """Each weight as one positive whole number that compares as pairs first, then part by part.

    No sum of a later part over a pairing can reach one of an earlier: Python's numbers are long enough.
    """
    weights = [weight for left in part for weight in edges[left].values()]
    numbers = {left: dict.fromkeys(edges[left], 1) for left in part}
    for at in range(len(weights[0])):
        least = min(weight[at] for weight in weights)
        step = len(part) * (max(weight[at] for weight in weights) - least) + 1
        for left in part:
            for right, weight in edges[left].items():
                # Shifted by the same for every pair: among pairings of as many pairs that changes nothing.
                numbers[left][right] = numbers[left][right] * step + weight[at] - least
    return numbers


class _Pairing:
    """A pairing in the making: left sides are put in one after the other, each time with the best sum.

    Prices keep ``price + price >= weight`` for each edge and ``=`` for each pair; whoever is alone has price
    0.  That proves the sum to be the largest.
    """

    __slots__ = ("_edges", "_left_price", "_partner", "_right_price", "_taken")

    def __init__(self, edges: Mapping[int, Mapping[int, int]]) -> None:
        self._edges = edges
        self._left_price: dict[int, int] = {}
        self._right_price: dict[int, int] = {}
        self._partner: dict[int, int] = {}
        self._taken: dict[int, int] = {}

    def solved(self) -> dict[int, int]:
        """Left -> right, once all are in."""
        # What reaches far comes last: no search has to look at all it reaches until then.
        for left in sorted(self._edges, key=lambda left: (len(self._edges[left]), left)):
            self._put_in(left)
        return self._partner

    def _put_in(self, fresh: int) -> None:
        price = max(0, *(weight - self._right_price.get(to, 0) for to, weight in self._edges[fresh].items()))
        self._left_price[fresh] = price
        # Loss on the way to each side reached for good, and whence a right side was reached.
        left_loss: dict[int, int] = {fresh: 0}
        right_loss: dict[int, int] = {}
        came_from: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []
        least, end_left, end_right = price, fresh, -1
        reached: int | None = fresh
        while True:
            if reached is not None:
                base = left_loss[reached] + self._left_price[reached]
                for to, weight in self._edges[reached].items():
                    if to not in right_loss:
                        loss = base + self._right_price.get(to, 0) - weight
                        if loss < least:
                            heappush(heap, (loss, to, reached))
            if not heap or heap[0][0] >= least:
                break
            loss, to, source = heappop(heap)
            reached = None
            if to in right_loss:
                continue
            right_loss[to], came_from[to] = loss, source
            if to not in self._taken:
                least, end_left, end_right = loss, source, to
                break
            reached = self._taken[to]
            left_loss[reached] = loss
            if loss + self._left_price[reached] < least:
                least, end_left, end_right = loss + self._left_price[reached], reached, -1
        for left, loss in left_loss.items():
            self._left_price[left] -= max(0, least - loss)
        for right, loss in right_loss.items():
            self._right_price[right] = self._right_price.get(right, 0) + max(0, least - loss)
        self._turn_over(fresh, end_left=end_left, end_right=end_right, came_from=came_from)

    def _turn_over(self, fresh: int, *, end_left: int, end_right: int, came_from: Mapping[int, int]) -> None:
        """Give each right side on the way to the left side it was reached from."""
        left, right = end_left, end_right
        if right < 0:
            # The way ends at a left side that is left alone from now on.
            if left == fresh:
                return
            right = self._partner.pop(left)
            left = came_from[right]
        while True:
            before = self._partner.get(left)
            self._partner[left], self._taken[right] = right, left
            if left == fresh:
                return
            assert before is not None
            right = before
            left = came_from[right]
