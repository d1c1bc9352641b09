r"""Common slips about neural networks: the decks accept the right statement and teach the wrong one nowhere.

A slip is a sentence that notes and courses often get wrong. Its pattern finds the wrong statement, also in other
words, in what the decks teach; `…` in a pattern stands for anything within a sentence.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

import pytest

from flashcards.core.answers import check
from flashcards.core.cards import Basic, Choice, Claim, Cloze, Listing, Steps, Typed
from flashcards.core.cloze import parse
from flashcards.decks.reading import Deck, read_deck_file


@dataclass(frozen=True)
class Truth:
    """A claim whose truth settles the matter; `says` is found in it."""

    card: str
    truth: bool
    says: str


@dataclass(frozen=True)
class Option:
    """A choice (or a question with wrong answers): patterns for a right option, and for what the slip would take."""

    card: str
    right: str
    slip: str


@dataclass(frozen=True)
class Answer:
    """A typed answer or a list: what is right, and what the slip would type."""

    card: str
    right: str
    slip: str


@dataclass(frozen=True)
class Slip:
    """A wrong statement as it would be taught, and what shows that the right one is taught.

    `right` is a card and a pattern found in what it teaches; `held` are the questions that tell the two apart.
    """

    card: str
    wrong: str
    example: str
    right: tuple[str, str]
    held: tuple[Truth | Option | Answer, ...] = ()


SLIPS = (
    Slip(
        "foundations/deep-learning-vs-machine-learning",
        r"deep (learning|networks?) … ((is|as) an unsupervised|unsupervised (algorithm|method)|without( any)? labels)",
        "Deep learning is an unsupervised algorithm.",
        ("foundations/deep-learning-vs-machine-learning", r"supervised, self-supervised"),
        (Truth("foundations/deep-learning-supervision", truth=False, says="without labels"),),
    ),
    Slip(
        "foundations/neuron",
        r"neuron … (memory (store|cell|unit)|(stores|remembers) … (inputs?|data|memor))",
        "A neuron is a small memory store.",
        ("foundations/neuron-memory", r"depends on the current input, the weights and the bias alone"),
        (Truth("foundations/neuron-memory", truth=True, says="gives the same output"),),
    ),
    Slip(
        "foundations/more-training",
        r"the (more|longer) … trained, the better|(more|longer) training always",
        "The more a network is trained, the better it predicts.",
        ("foundations/more-training", r"overfit|validation"),
        (Truth("foundations/more-training", truth=False, says="longer … trained, the better"),),
    ),
    Slip(
        "foundations/residuals",
        r"errors? (terms? )?(is|are) (also called )?(the |its |their )?residuals?\b|"
        r"residuals? (is|are) (the same as )?(the |its )?(true )?errors?\b(?!')",
        "The errors are the residuals.",
        ("foundations/residuals", r"minus the fitted line"),
        (Option("foundations/residuals", "fitted line's value there", "true line"),),
    ),
    Slip(
        "activations/why-activation-functions",
        r"activation( function)?s? … (appl\w+|acts?|works?) (to|on) (the |a |each |every )?"
        r"((neuron|unit)'s output|outputs? of (a|the|each|every) (neuron|unit))",
        "The activation function is applied to the output of a neuron.",
        ("foundations/neuron", r"weighted sum … puts the result through an activation function"),
    ),
    Slip(
        "activations/linear-activation",
        r"(linear|identity)( \(identity\))? activation … (inefficient|vanish|shrinks (the |its )?gradient)",
        "The linear activation is inefficient and makes gradients vanish.",
        ("activations/linear-activation-gradient", r"derivative is (constantly )?1|derivative … 1\b"),
        (Truth("activations/linear-activation-gradient", truth=False, says="shrinks the gradients"),),
    ),
    Slip(
        "activations/sigmoid-saturation",
        r"(inputs?|\$?[xz]\$?) (approach\w*|nears?|nearing|close to|near|comes? (near|close) to) 0 or (to )?1\b",
        "The derivative vanishes as the input approaches 0 or 1.",
        ("activations/sigmoid-saturation", r"inputs far from 0"),
        (Option("activations/sigmoid-saturation", "far from 0", r"0 or (to )?1"),),
    ),
    Slip(
        "activations/tanh",
        r"(tanh|hyperbolic tangent) … (smoother|regression( outputs| targets)? in general|for binary classification)",
        "Tanh is smoother than the sigmoid and suits regression in general.",
        ("activations/tanh", r"values lie between -1 and 1"),
        (Answer("activations/sigmoid-for-binary", "sigmoid", "tanh"),),
    ),
    Slip(
        "activations/tanh-derivative",
        r"(derivative of \$?\\?tanh|tanh('s)? derivative|tanh … its derivative) … (between|from) -1 (and|to) 1",
        "The derivative of tanh lies between -1 and 1.",
        ("activations/tanh-derivative-range", r"from 0 to 1, without the 0"),
        (Option("activations/tanh-derivative-range", "from 0 to 1", "from -1 to 1"),),
    ),
    Slip(
        "activations/tanh-vs-sigmoid",
        r"tanh … ((less sensitive|insensitive|robust|resistant) (to|against)|resists?) … outliers|"
        r"tanh … smoother (than|of)",
        "Being symmetric, tanh is less sensitive to outliers.",
        ("activations/tanh-vs-sigmoid", r"centred on zero"),
        (
            Option("activations/tanh-vs-sigmoid", "centred on zero", "smoother"),
            Option("activations/tanh-vs-sigmoid", "steeper", "outliers"),
        ),
    ),
    Slip(
        "activations/relu-default",
        r"relu … (has no|have no|without|rules? out|prevents?|eliminates?|free of|does not (suffer|have)|solves?) "
        r"(\w+ ){0,3}vanishing|relu … gradients? (does not|do not|never|cannot) vanish",
        "ReLU has no vanishing gradient.",
        ("activations/relu-default", r"does not saturate for positive inputs"),
        (Option("activations/relu-default", "does not saturate for positive", "vanishing gradients"),),
    ),
    Slip(
        "activations/dying-relu",
        r"(dead|dying|dies|died|relu) … local minim",
        "A dead unit is stuck in a local minimum.",
        ("activations/dying-relu", r"gets no gradient"),
    ),
    Slip(
        "activations/dying-relu-causes",
        r"(weights … too small|small (initial )?weights) … (\bdies?\b|dying|dead|kill)|"
        r"(\bdies?\b|dying|dead|kill\w*) … (weights … too small|small (initial )?weights)",
        "Weights that are initialized too small lead to dying units.",
        ("activations/dying-relu-causes", r"learning rate that is too high"),
        (Option("activations/dying-relu-causes", "learning rate that is too high", "small initial weights"),),
    ),
    Slip(
        "activations/leaky-relu",
        r"leaky relu … (small positive|gradient … vanish)",
        "Leaky ReLU gives a small positive value for negative inputs.",
        ("activations/leaky-relu", r"0\.01\$? for negative"),
        (Option("activations/leaky-relu-negative", r"-0\.05, derivative 0\.01", r"output 0\.05"),),
    ),
    Slip(
        "activations/elu",
        r"[xz] ?\(1 ?- ?e\^\{?-[xz]|\belu\b … (unsuitable|unfit|not (suited|suitable|fit|good)) for regression",
        "ELU is $x (1 - e^{-x})$ for negative inputs.",
        ("activations/elu", r"\\alpha \(e\^z - 1\)"),
    ),
    Slip(
        "activations/softmax",
        r"softmax … (less interpretable|(harder|hard|less easy) to interpret|not interpretable)",
        "Softmax is less interpretable than the sigmoid.",
        ("activations/softmax", r"read as probabilities"),
    ),
    Slip(
        "activations/softmax-derivative",
        r"(derivative of (the )?softmax|softmax('s)? derivative) … \$s(_i)? ?\(1 ?- ?s(_i)?\)\$( alone)?[.;,]?$",
        "The derivative of softmax is $s (1 - s)$.",
        ("activations/softmax-derivative", r"s_i \(\\delta_\{ij\} - s_j\)"),
    ),
    Slip(
        "activations/softmax-vs-max",
        r"\b(arg)?max … ((is|being) (simply |just |only )?(not |non-?)differentiable|has no derivative)",
        "The network is not trained through max because max is not differentiable.",
        ("activations/softmax-vs-max", r"piecewise constant, so its gradient is 0"),
    ),
    Slip(
        "activations/absolute-value",
        r"(\|[xz]\||absolute[- ]value (as an )?activation) … "
        r"(robust (to|against) outliers|(removes?|filters?) … noise|adds? a … fraction)",
        "With $|x|$ a network becomes robust to outliers.",
        ("activations/absolute-value", r"loses the sign"),
        (Option("activations/absolute-value", "non-linear", "outliers"),),
    ),
    Slip(
        "activations/sigmoid-drawbacks",
        r"sigmoid … (sensitive to (large |extreme )?outliers|huge input makes its output huge)",
        "The sigmoid is sensitive to outliers.",
        ("activations/sigmoid-drawbacks", r"saturates on both sides"),
        (Option("activations/sigmoid-drawbacks", "saturates on both sides", "huge input"),),
    ),
    Slip(
        "activations/softmax-limits",
        r"softmax … (learns?|separates?|handles?|fits?|suits?) … not linearly separable|"
        r"softmax … (fault|drawback|weakness|suffers|causes) … vanish",
        "Softmax learns data that are not linearly separable.",
        ("activations/softmax-boundaries", r"parts any two classes by a linear boundary"),
        (Truth("activations/softmax-boundaries", truth=True, says="linear boundary"),),
    ),
    Slip(
        "propagation/backpropagation",
        r"backprop\w*(?: (?!never|not|before|until)\w+){0,3} (adjusts|updates|changes|corrects|adapts|moves) "
        r"(the |all |its |their )*(weights|parameters)",
        "Backpropagation adjusts the weights.",
        ("propagation/backpropagation", r"derivatives of the loss"),
        (Truth("propagation/backpropagation-no-update", truth=True, says="before any weight has changed"),),
    ),
    Slip(
        "propagation/output-layer-gradient",
        r"\\partial J\}\{\\partial \\hat y\}[$ =]*(\\frac\{\d\}\{n\}[ $]*)?(\\sum\w*[ $]*)?[($]*y - \\hat y",
        r"Then $\frac{\partial J}{\partial \hat y} =$ $(y - \hat y)$.",
        ("propagation/output-layer-gradient", r"\\frac\{2\}\{n\} ?\(\\hat y - y\)"),
        (Option("gradient-descent/line-derivative", r"\\hat y_i - y_i\)\\, x_i", r"\(y_i - \\hat y_i"),),
    ),
    Slip(
        "propagation/gradient-checking",
        r"gradient check(ing)? … (validates?|verif(y|ies)|tests?|proves?) (\w+ )*gradient descent",
        "Gradient checking validates gradient descent.",
        ("propagation/gradient-checking", r"gradients of backpropagation with numerical estimates"),
    ),
    Slip(
        "propagation/build-two-layer-network",
        r"\bb_?1\$?(, \$?W_?2\$?)?,?( and|,) \$?b_?1\b",
        "The parameters are $W_1$, $b_1$, $W_2$ and $b_1$.",
        ("propagation/build-two-layer-network", r"\$b_1\$ and \$b_2\$ to zero"),
    ),
    Slip(
        "propagation/backward-order",
        r"(\bA(L|_L|_2|\^\{\[L\]\})\$?|backward pass starts) … (probability vector|vector of probabilities)",
        "The backward pass starts from AL, a probability vector.",
        ("propagation/backward-order", r"\$dA_2\$, from the loss"),
    ),
    Slip(
        "gradient-descent/gradient",
        r"(?<!negative )\bgradient (?!descent)((?!negative|minus|against)[\w,]+ ){0,9}(steepest|fastest) descent",
        "The gradient tells the direction of steepest descent.",
        ("gradient-descent/gradient", r"direction of steepest ascent"),
        (Option("gradient-descent/gradient-descent", "against the gradient", "along the gradient"),),
    ),
    Slip(
        "gradient-descent/gradient-descent-steps",
        r"a_0\$?,? (is|as|being) (the )?(slope|weight|factor)|a_1\$?,? (is|as|being|the) (the )?(bias|intercept)",
        "Here $a_0$ is the weight of $x$, and $a_1$ the bias.",
        ("gradient-descent/line-names", r"a_0\$ is the intercept"),
    ),
    Slip(
        "gradient-descent/convergence",
        r"gradient descent … (always|eventually|certainly|surely|is sure to|inevitably) "
        r"(\w+ ){0,2}?(converge|end|reach|find|get|arrive|settle)s? … (minimum|optimum)",
        "Gradient descent will eventually converge to the minimum of the function.",
        ("gradient-descent/convergence", r"oscillates or diverges"),
        (Truth("gradient-descent/convergence", truth=False, says="always"),),
    ),
    Slip(
        "optimizers/learning-rate",
        r"learning rate … amount (by which )?(\w+ )*(weights?|parameters?) (is |are )?chang",
        "The learning rate is the amount by which the weights change.",
        ("optimizers/learning-rate", r"by which the gradient is multiplied"),
        (Answer("optimizers/learning-rate-step", "1.6", "1.9"),),
    ),
    Slip(
        "optimizers/adagrad",
        r"adagrad … (keeps?|prevents?|stops?|protects?) … gradients? … (small|vanish|shrink)",
        "Adagrad keeps the gradients from becoming too small.",
        ("optimizers/adagrad", r"square root of the sum of its squared gradients"),
    ),
    Slip(
        "optimizers/rmsprop",
        r"\\frac\{\\alpha[^}]*\}\{\\sqrt\{S(_\{?\w+\}?)?\}\}",
        r"Then $W \leftarrow W - \frac{\alpha\, dW}{\sqrt{S}}$.",
        ("optimizers/rmsprop", r"\\sqrt\{S\} \+ \\epsilon"),
    ),
    Slip(
        "optimizers/decay-one-over-t",
        r"previous (one|rate|learning rate),? (is )?divided by|divides? the previous|"
        r"1/t decay … (is|from|on|divides|multiplies) the previous",
        "In 1/t decay, the rate is the previous one divided by $1 + k t$.",
        ("optimizers/decay-one-over-t", r"the initial one divided by"),
        (Answer("optimizers/decay-one-over-t-number", "0.2", "0.0267"),),
    ),
    Slip(
        "optimizers/decay-exponential",
        r"previous (one|rate|learning rate) times \$?[\d.]+\^|"
        r"\^\{?(t|epoch)\}?\$? (times |\\cdot |\\, ?)?(the previous|\$?\\alpha_\{t ?- ?1)",
        "In exponential decay, the rate is $0.95^t$ times the previous one.",
        ("optimizers/decay-exponential", r"the initial one times \$0\.95\^t"),
    ),
    Slip(
        "optimizers/rmsprop-vs-adagrad",
        r"rmsprop … (more efficient|cheaper|(less|fewer) (computation|memory|work))",
        "RMSprop is more efficient than Adagrad.",
        ("optimizers/rmsprop-vs-adagrad", r"forgets old ones"),
    ),
    Slip(
        "unstable-gradients/vanishing-gradient",
        r"(gradient|derivative) of the activation( function)?s? … shrinks? … (learns|training|trained)|"
        r"vanishing … as (training|the network) (nears|goes|learns)",
        "The gradient of the activation function shrinks as the network learns.",
        ("unstable-gradients/vanishing-gradient", r"gradient of the loss shrinks … layers"),
        (Option("unstable-gradients/vanishing-gradient", "layers it passes on its way back", "as training"),),
    ),
    Slip(
        "unstable-gradients/vanishing-remedies",
        r"(low(er|ering)?|small(er)?|reduc\w+) (a |the )?learning rate … (remed|helps?|against) … vanish|"
        r"vanish… : … (low(er|ering)?|small(er)?|reduc\w+) (a |the )?learning rate",
        "A lower learning rate helps against vanishing gradients.",
        ("unstable-gradients/vanishing-learning-rate", r"multiplies the gradient in the update"),
        (
            Truth("unstable-gradients/vanishing-learning-rate", truth=False, says="is a remedy"),
            Answer(
                "unstable-gradients/vanishing-remedies",
                "ReLU, batch normalization, residual connections",
                "ReLU, batch normalization, lower learning rate",
            ),
        ),
    ),
    Slip(
        "unstable-gradients/exploding-gradient",
        r"explod\w* … (due to|because of|caused by|comes? from|activations with) … (unbounded derivative|\brelu\b)|"
        r"relu … unbounded (derivative|gradient)|unbounded derivative … explod|derivative of relu … unbounded",
        "Exploding gradients come from activations with an unbounded derivative such as ReLU.",
        ("unstable-gradients/exploding-cause", r"products of large weights"),
        (
            Option(
                "unstable-gradients/exploding-cause", "products of large weights", "activation derivatives"
            ),
        ),
    ),
    Slip(
        "unstable-gradients/exploding-remedies",
        r"(remed\w+|measures?|helps?) (against|for) (\w+ ){0,3}exploding … (dropout|\btanh)|"
        r"(dropout|tanh) … (remed\w+|helps?|prevents?|stops?|cures?) … explo|"
        r"(small\w*|low\w*) learning rate … keeps? (\w+ )*gradients small",
        "Dropout is a remedy for exploding gradients.",
        ("unstable-gradients/exploding-tanh", r"gradients can explode"),
        (
            Truth("unstable-gradients/exploding-tanh", truth=True, says="can explode"),
            Option("unstable-gradients/both-remedies", "initialization", "dropout"),
            Answer(
                "unstable-gradients/exploding-remedies",
                "gradient clipping, L2 regularization, batch normalization",
                "gradient clipping, L2 regularization, dropout",
            ),
        ),
    ),
    Slip(
        "unstable-gradients/sigmoid-chain",
        r"(product of|multiplied by) (only )?(the |many )?(sigmoids?'?s?'? )?derivatives?( of the sigmoids?)?"
        r"( alone| only|[.;]|$)",
        "The gradient is a product of sigmoid derivatives alone.",
        ("unstable-gradients/sigmoid-chain", r"multiplied by the neuron's weight and by a derivative"),
        (
            Option(
                "unstable-gradients/gradient-factors", "weights of the layer", "derivative of its activation"
            ),
        ),
    ),
    Slip(
        "initialization/zeros",
        r"(zeros?|constant|equal|identical|same)( initial)?( weights?)?(?: (?!not|never|cannot)\w+){0,2} "
        r"(makes?|turns?|leaves?|keeps?) the (model|network)( into)?( a)? linear",
        "Starting at zero makes the model linear.",
        ("initialization/zeros", r"get the same update"),
        (Truth("initialization/zeros-linear", truth=False, says="only learn linear functions"),),
    ),
    Slip(
        "initialization/logistic-regression-zeros",
        r"(first (output|prediction)|predict\w* for the first example)( of \w+ \w+)?(:| is| of|,) (0|zero)\b(?!\.\d)",
        "With zero weights, the first output is 0.",
        ("initialization/logistic-regression-first-output", r"0\.5"),
        (
            Answer("initialization/logistic-regression-first-output", "0.5", "0"),
            Truth("initialization/logistic-regression-zeros", truth=False, says="must not be started"),
        ),
    ),
    Slip(
        "initialization/random-small",
        r"(small|tiny|near[- ]zero|low)( initial| random)* (weights|scales?)( \w+){0,3} saturat|"
        r"weights (near|close to|around) (zero|0)( \w+){0,3} saturat|saturat\w+ … weights (near|close to) (zero|0)",
        "Weights near zero can saturate the units.",
        ("initialization/random-small", r"too small makes the signals shrink"),
        (Option("initialization/activation-histograms", "too small", "too large"),),
    ),
    Slip(
        "initialization/lecun",
        r"lecun … (not (useful|suited|suitable|fit|good)|useless|unfit|fails) … (constant width|constant-width|"
        r"same width|differentiable|kink)",
        "LeCun initialization is not useful in networks of constant width.",
        ("initialization/lecun", r"ReLU needs twice this variance"),
        (Truth("initialization/lecun-equals-xavier", truth=True, says="same variance"),),
    ),
    Slip(
        "initialization/xavier",
        r"(xavier|glorot) … (fails?|not (useful|suited|suitable|fit)|unfit|trouble|problems?) … "
        r"(differentiable|kink|dying|dead)",
        "Xavier initialization fails with activations that are not differentiable.",
        ("initialization/xavier-with-relu", r"half of the mean square"),
        (Option("initialization/xavier-with-relu", r"\{1024\}", r"(^| )1$"),),
    ),
    Slip(
        "initialization/he",
        r"(\bhe|kaiming)\)? (\(kaiming\) )?initiali[sz]ation … ((not (useful|suited|suitable|fit)|unfit) … relu|"
        r"(solves?|cures?|prevents?|stops?|rules? out|keeps?) … (dying|dead|die)|lets? … exponentially)",
        "He initialization solves the problem of dying units.",
        ("initialization/he-dying", r"can die in training even if"),
        (Truth("initialization/he-dying", truth=True, says="can die"),),
    ),
    Slip(
        "regularization/dropout",
        r"dropout … (like|likened to|resembles|is a (form|kind) of|amounts to|permanently) … (prun|remov)",
        "Dropout is like pruning a tree.",
        ("regularization/dropout", r"anew in each training step"),
        (Truth("regularization/dropout-not-pruning", truth=False, says="fewer units than before"),),
    ),
    Slip(
        "normalization/batch-norm-placement",
        r"(batch norm(ali[sz]ation)? … (stands?|belongs?|goes|comes|is (placed|put|applied|inserted)) … (?<!and )|"
        r"batch norm(ali[sz]ation)? (right |only )?)after the (activation|non-linearity)",
        "Batch normalization is applied after the activation.",
        ("normalization/batch-norm-placement", r"between the linear part and the activation"),
        (
            Option(
                "normalization/batch-norm-placement", "linear part and the activation", "after the activation"
            ),
        ),
    ),
    Slip(
        "architectures/cnn",
        r"(\bcnns?\b|convolutional (neural )?networks?) … (has|have|consists? of|with|of) "
        r"(just |exactly |typically |only )?(three|3) layers",
        "A CNN typically has three layers: CNNs consist of three layers.",
        ("architectures/cnn-order", r"the first three are repeated"),
    ),
    Slip(
        "tuning/tuning-order",
        r"(momentum|\\beta)\b(?:(?!adam)[^.;?])*(about|around|usually|is|of|:) (about )?0\.8\b|"
        r"(beta_1|epsilon\$?) … (is|are) never (tuned|touched|changed)",
        "Then comes momentum, which is about 0.8.",
        ("tuning/tuning-order", r"momentum is 0\.9"),
        (Answer("optimizers/momentum-beta", "0.9", "0.8"),),
    ),
    Slip(
        "tuning/log-scale-sampling",
        r"(draws?|drawn|sampled?|take|use) … np\.(random\.)?randn|log … : … np\.(random\.)?randn|= ?`?[^`]*\brandn\(",
        "Draw r with `np.randn` on a log scale.",
        ("tuning/log-scale-sampling", r"uniformly between"),
        (Option("tuning/log-scale-code", r"uniform\(-4, -1\)", "randn"),),
    ),
)

EACH_SLIP = pytest.mark.parametrize("slip", SLIPS, ids=[slip.card for slip in SLIPS])
HELD = [(slip, held) for slip in SLIPS for held in slip.held]


def pattern(text):
    """The pattern, with `…` for anything within a sentence; the case of letters does not matter."""
    return re.compile(re.sub(" ?… ?", r"(?:[^.;?!]|\\.\\d)*?", text), re.IGNORECASE)


@cache
def bundled_cards(folder):
    """All cards of the bundled decks by id."""
    decks = [read_deck_file(path) for path in sorted(folder.glob("*.yaml"))]
    assert [deck for deck in decks if not isinstance(deck, Deck) or deck.mistakes] == []
    return {card.id: card for deck in decks for card in deck.cards}


def entry(cards, name):
    """The first card of an entry: of a cloze with numbered gaps, that of one gap."""
    return next((card for card in cards.values() if card.entry == name), None)


def answered(question, *answers):
    """Each answer as a statement: after its question."""
    return [f"{question.strip().rstrip('?.: ')}: {answer}" for answer in answers]


def stated(body):
    """What a card states as right by itself, and in its feedback on wrong answers."""
    match body:
        case Basic():
            return [*answered(body.q, body.a), *(wrong.why for wrong in body.wrong)]
        case Choice():
            return [*answered(body.q, *body.right), *(wrong.why for wrong in body.wrong)]
        case Typed():
            return [*answered(body.q, *body.accept), *(feedback for _, feedback in body.reject)]
        case Listing():
            return answered(body.q, *chain.from_iterable(body.items))
        case Steps():
            return answered(body.q, *body.steps)
        case Cloze():
            return ["".join(part if isinstance(part, str) else part.answer for part in parse(body.text))]
        case Claim():
            return [body.claim] if body.truth else []
        case _:
            return []


@cache
def taught(card):
    """Every text in which a card teaches something, each on one line; its note quotes slips and is none."""
    return tuple(" ".join(text.split()) for text in (*stated(card.body), card.why, card.hint) if text)


def options_of(body):
    """A question with wrong answers as a choice, and all that can be chosen."""
    if isinstance(body, Basic):
        body = Choice(body.q, (body.a,), body.wrong)
    return body, (*body.right, *(wrong.text for wrong in body.wrong))


def chosen(options, text):
    """The numbers, as typed, of the options that a pattern is found in."""
    return " ".join(str(n) for n, option in enumerate(options, 1) if pattern(text).search(option.strip()))


@pytest.fixture
def cards(checkout):
    return bundled_cards(checkout / "data" / "decks")


def test_slips_are_told_once():
    """Each of the 51 slips belongs to a card of its own, and the questions hold most of them apart."""
    assert len({slip.card for slip in SLIPS}) == len(SLIPS) == 51
    assert len([slip for slip in SLIPS if slip.held]) >= 25


@EACH_SLIP
def test_pattern_finds_the_slip(slip):
    """The pattern finds the wrong statement that it is made for."""
    assert pattern(slip.wrong).search(slip.example)


@EACH_SLIP
def test_note_names_the_slip(cards, slip):
    """The card exists, and its note says what is often stated wrongly."""
    card = entry(cards, slip.card)
    assert card is not None
    assert re.search(r"\boften\b.*;\s+but\b", card.note, re.IGNORECASE | re.DOTALL)


@EACH_SLIP
def test_slip_is_taught_nowhere(cards, slip):
    """No text that teaches, in any deck, states the wrong thing."""
    wrong = pattern(slip.wrong)
    assert [(card.id, text) for card in cards.values() for text in taught(card) if wrong.search(text)] == []


@EACH_SLIP
def test_right_statement_is_taught(cards, slip):
    """The right statement stands in a text that teaches."""
    name, right = slip.right
    assert any(pattern(right).search(text) for text in taught(entry(cards, name)))


@pytest.mark.parametrize(
    ("slip", "held"), HELD, ids=[f"{slip.card}-{held.card.split('/')[1]}" for slip, held in HELD]
)
def test_right_answer_is_right_and_the_slip_is_not(cards, slip, held):
    """The right statement is accepted as an answer, and the wrong one is not."""
    body = entry(cards, held.card).body
    match held:
        case Truth(truth=truth, says=says):
            options = ("true", "false")
            assert pattern(says).search(" ".join(body.claim.split()))
            right, wrong = ("true", "false") if truth else ("false", "true")
        case Option(right=of_right, slip=of_slip):
            body, options = options_of(body)
            assert any(pattern(of_right).search(option) for option in body.right)
            right = " ".join(map(str, range(1, len(body.right) + 1)))
            wrong = chosen(options, of_slip)
            assert wrong
        case Answer(right=right, slip=wrong):
            options = ()
    assert check(body, right, options, lambda: ()).kind == "right"
    assert check(body, wrong, options, lambda: ()).kind == "wrong"
