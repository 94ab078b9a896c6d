"""A library that finds the faces of a picture and reads their emotions. It knows no web."""
