"""The learned tagger: a small encoder over windows of words, run once for a document, and what readers ask of it.

`words` lists the words of a parse with what the parse knows of each; `windows` cuts them into stretches that it
takes in one piece; `pairs` says how every word of a window stands to a cue; `network` runs the weights. Training uses
the same modules, so that what was learned and what is asked can't part.
"""

from diplowatch.read.tagger.network import Network, load_network
from diplowatch.read.tagger.pairs import Pairs, pair_words
from diplowatch.read.tagger.windows import Window, cut_windows
from diplowatch.read.tagger.words import Labels, Words, list_words

__all__ = ["Labels", "Network", "Pairs", "Window", "Words", "cut_windows", "list_words", "load_network", "pair_words"]
