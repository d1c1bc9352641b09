"""The kinds that this package brings, family after family, in the order in which they are best learned.

An index: the module of a family is loaded, and NumPy with it, when one of its kinds is asked for.
"""

#: Each family's module, and the names of its kinds.
FAMILIES = {
    "neurons": "neuron-forward perceptron-output perceptron-update",
    "activations": "sigmoid sigmoid-derivative tanh tanh-derivative",
    "rectifiers": "relu leaky-relu leaky-relu-derivative elu elu-derivative piecewise-linear-derivative",
    "smooth_rectifiers": "softplus swish swish-derivative gelu gelu-derivative",
    "softmax": "softmax softmax-temperature softmax-jacobian-entry log-sum-exp",
    "array_shapes": "matmul-shape broadcast-shape",
    "shapes": "weight-shape bias-shape activation-shape gradient-shapes",
    "counts": "dense-parameters conv-parameters conv-multiply-adds",
    "forward": "relu-layer-forward two-layer-forward batch-forward",
    "losses": "mse mae rmse",
    "cross_entropy": (
        "binary-cross-entropy binary-cross-entropy-mean categorical-cross-entropy sparse-cross-entropy"
    ),
    "soft_targets": "label-smoothing kl-divergence",
    "loss_gradients": (
        "mse-gradient binary-cross-entropy-gradient binary-cross-entropy-logit-gradient "
        "softmax-cross-entropy-gradient"
    ),
    "graphs": "chain-rule-two-paths gate-gradients neuron-gradients",
    "backward": "output-layer-gradient hidden-delta",
    "layer_gradients": "weight-gradient batch-gradients",
    "training_step": "training-step",
    "gradient_checking": "central-difference gradient-check-error gradient-check-norm",
    "descent": "gradient-descent-step two-descent-steps mini-batch-step",
    "batches": "updates-per-epochs",
    "averages": "moving-average averaging-window bias-correction",
    "momentum": "momentum-step summed-momentum-step nesterov-step",
    "adaptive": "adagrad-two-steps rmsprop-step",
    "adam": "adam-first-step adam-step adam-second-step",
    "adamw": "adamw-step",
    "schedules": "one-over-t-decay step-decay exponential-decay cosine-decay warm-up-cosine",
    "initialization": "init-variance init-std xavier-uniform-limit variance-through-layers",
    "scaling": "min-max-scale standardize",
    "normalization": "batch-norm-train batch-norm-inference batch-norm-running layer-norm",
    "penalties": "l2-cost l2-gradient",
    "dropout": "dropout-counts inverted-dropout",
    "clipping": "clip-by-value clip-by-norm clip-by-global-norm",
    "convolution_sizes": (
        "conv-output-size dilated-conv-size same-padding transposed-conv-size pool-output-size"
    ),
    "convolution_volumes": "conv-volume-shape flatten-size receptive-field",
    "convolution": "convolution-2d convolution-stride-padding convolution-channels kernel-gradient",
    "pooling": "max-pool average-pool max-pool-backward",
    "recurrent_counts": "rnn-parameters lstm-parameters gru-parameters",
    "recurrence": "rnn-step rnn-two-steps rnn-step-backward",
    "lstm": "lstm-state lstm-step",
    "gru": "gru-state gru-step",
    "attention": "attention-weights attention-output causal-attention",
    "tuning": "log-scale-sample log-scale-beta",
    "evaluation": "f1-score balanced-accuracy macro-recall",
    "strategy": "avoidable-bias error-gaps",
}

KINDS = {kind: f"nnquiz.problems.{family}" for family, kinds in FAMILIES.items() for kind in kinds.split()}
