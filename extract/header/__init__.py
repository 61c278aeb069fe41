"""The formal parts of a document (Decree 30/2020/NĐ-CP, Annex I). `recipe` orders the steps."""
