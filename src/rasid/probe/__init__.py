"""Getting to know a site: what `rasid new` looks at, proposes, shows and writes into ``seeds/``.

``look`` reads the site as politely as a visit does, ``propose`` turns what was seen into a seed, ``reduce`` makes golden pages without the
publisher's words, ``write`` puts the folder there, ``drift`` compares a seed with the site as it is now.
"""
