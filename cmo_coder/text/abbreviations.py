"""Abbreviations of Dutch and English that end in a dot, for the sentence splitter. In lower case, without the last dot.

Words that are also ordinary words ("min", "zo", "no") stand where a wrong guess does least harm.
"""

from __future__ import annotations


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


RUNNING = _words("""
    dhr hr mw mevr mej mr mrs ms dr drs ir ing prof ds st bc lic em kol kapt gen fam wed burg weth sr zr br
    a.d.h.v a.h.w aanv afd afk alg bev bijv bijz bv c.q ca cf circa d.d d.i d.m.v d.w.z e.a.o e.v excl evt ev gem geb
    i.c i.e e.g i.g.v i.h.a i.h.b i.h.k.v i.i.g i.m.v i.o.m i.o.v i.p.v i.s.m i.t.t i.v.m incl inz m.a.w m.b.t m.b.v m.i
    m.i.v m.m.v m.n m.u.v max min n.a.v nl n.m.m o.a o.b.v o.g.v o.l.v o.v.v ong ongev plm pct resp s.v t.a.v t.b.v
    o.m mgr t.g.v t.h.v t.n.v t.o.v t.w t.z.t u.d v.d v.h vgl verg vs v.w.b vnl voorz w.o zgn z.g z.i approx dept
""")
"""The sentence goes on, whatever follows: "m.n. Rotterdam", "dhr. Jansen", "incl. BTW"."""

NUMBERED = _words("art artt afb bijl blz fig hfst kl lid nr nrs no p par pag pp reg tab tel vol vraag")
"""The sentence goes on when a number follows: "art. 2", "nr. 1", "tel. 06"."""

ENDING = _words("""
    a.s a.u.b apr aug b.g.g bl c.s d.o dec di do e.a e.d e.e.a ect enz etc et.al feb febr h.t.l i.v.t inc co corp jan jr
    jul jun l.l ma mld mln mrt n.chr v.chr nov o.i.d oct okt p.m a.m p.w p.j p.u p.d p.p n.v.t s.v.p sec sep sept str
    u.s u.k vr wo za zo b.v n.v dgl km kg cm z.o.z z.s.m i.o n.b w.v.t.t.k ltd b.d m.h.o
""")
"""Ends a sentence only when a capital letter or an opening quote follows: "enz. Dat", but "di. en do.", "okt. 2019"."""

LETTERED = _words("""
    plan optie variant groep type klas vitamine hepatitis deel fase scenario categorie model team option group
""")
"""After these a single capital with a dot is a name of a thing, and may end a sentence: "plan B. Toen"."""
