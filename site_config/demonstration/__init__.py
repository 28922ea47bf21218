"""Demonstration content: articles, pages, people and discussions as data, pictures as code."""
