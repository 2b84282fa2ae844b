"""All equations of an article at once: quantities, what its figures say of them, and whether all can be true.

`quantities` builds the network, `propagation` narrows every quantity to what its equations leave (HC4), `program`
decides cycles exactly by a linear program, `conflict` finds the least set of figures that cannot all be right.
Equations that fail by themselves are the other checks' and stay out.
"""
