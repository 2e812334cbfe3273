def page(made, good):
    return ""
