//! What the derives report: the whole list of messages for one input.
