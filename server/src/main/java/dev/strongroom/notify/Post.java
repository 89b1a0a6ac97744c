package dev.strongroom.notify;

/// Hands a message over to whoever carries it on.
interface Post {

    /// @param id of the message, the same at every try
    /// @throws NotSent if it was not taken
    void send(String id, String address, MessageText.Text text) throws NotSent;

    /// Ends connections.
    default void close() {}
}
