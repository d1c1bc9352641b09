"""What kinds about optimisers draw: weights, gradients and learning rates."""

from flashcards.problems.givens import choice, grid

GRADIENTS = grid(-3, 3, 0.1, avoid=[-1, 0, 1])
RATES = choice(0.1, 0.2, 0.5)
WEIGHTS = grid(-1, 1, 0.1, avoid=[0])
