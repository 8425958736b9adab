using Microsoft.Extensions.Logging;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>What sessions have done on the thread pool. What goes wrong there is the server's trouble: the client hears so, and the log has the reason, unless storage told it already.</summary>
internal static partial class PoolWork
{
    /// <summary>Goes through a handshake; frames that come meanwhile wait for it.</summary>
    /// <param name="admit">On the pool. Answers null, or why the connection ends.</param>
    /// <param name="onTrouble">Why it ends when that went wrong; <see cref="CloseReason.TryLater"/> without it. On the pool.</param>
    public static void AdmitOnPool(this Connection connection, ILogger logger, Func<Task<CloseReason?>> admit, Func<CloseReason>? onTrouble = null) =>
        connection.WaitFor(Task.Run(async () =>
        {
            CloseReason? reason;
            try
            {
                reason = await admit();
            }
            catch (Exception e)
            {
                if (e is not StorageException)
                    Log.HandshakeFailed(logger, e);
                reason = onTrouble?.Invoke() ?? CloseReason.TryLater;
            }

            if (reason is not null)
                connection.Post(() => connection.Close(reason));
        }));

    /// <summary>Does what a frame asked for, or what a frame to the client needs.</summary>
    /// <param name="frame">Its type.</param>
    /// <param name="onTrouble">On the loop.</param>
    /// <returns>Ends when the work has and what became of it is posted; never fails.</returns>
    public static Task RunOnPool(this Connection connection, ILogger logger, string frame, Func<Task> work, Action onTrouble) => Task.Run(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            if (e is not StorageException)
                Log.FrameFailed(logger, e, frame);
            connection.Post(onTrouble);
        }
    });

    private static partial class Log
    {
        [LoggerMessage(5220, LogLevel.Error, "A handshake failed; the client was told to come back later.")]
        public static partial void HandshakeFailed(ILogger logger, Exception exception);

        [LoggerMessage(5221, LogLevel.Error, "The frame {Frame} failed; its client was told so.")]
        public static partial void FrameFailed(ILogger logger, Exception exception, string frame);
    }
}
