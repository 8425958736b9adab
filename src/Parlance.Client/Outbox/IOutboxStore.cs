namespace Parlance.Client;

/// <summary>Where queued messages outlive the connection, and the process if the store does. Called by one client at a time, possibly from several threads.</summary>
/// <remarks>One store for each person: what one wrote must not be sent as another.</remarks>
public interface IOutboxStore
{
    /// <summary>What is there, in the order of <see cref="PendingMessage.Number"/>.</summary>
    Task<IReadOnlyList<PendingMessage>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a message, in the place of an earlier one of the same client id.</summary>
    Task PutAsync(PendingMessage message, CancellationToken cancellationToken);

    /// <summary>Nothing happens when it is not there.</summary>
    Task RemoveAsync(string clientId, CancellationToken cancellationToken);
}
