"""The rules of the method, as functions over one snapshot of the study: sentences, support, grouping, contradiction."""
