"""(placeholder: written by its stage)"""
