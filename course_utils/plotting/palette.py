"""The colours of all figures. They survive colour blindness."""

BLUE, VERMILION, GREEN, PURPLE, BROWN, GREY = "#0072B2", "#D55E00", "#007A5A", "#A8457F", "#8A6100", "#444444"
CURVES = (BLUE, VERMILION, GREEN, PURPLE, BROWN, GREY)  # after Okabe and Ito, darkened
BOXES = (VERMILION, BLUE, GREEN, PURPLE, BROWN, GREY)  # vermilion first: cells with numbers are blue
WINDOW = BOXES[0]  # what marks a window in the image marks its output

# From the lowest value to the highest. The pale ones leave numbers that are written on them legible.
LOW_TO_HIGH, PALE_LOW_TO_HIGH = ("#000000", "#FFFFFF"), ("#FFFFFF", "#8FBFE8")
AROUND_ZERO, PALE_AROUND_ZERO = ("#8A4A00", "#FFFFFF", "#46217A"), ("#F2A65A", "#FFFFFF", "#B9A6DB")
RIGHT, WRONG = PALE_LOW_TO_HIGH, ("#FFFFFF", "#E8883A")  # blue on a confusion matrix's diagonal, orange off it
