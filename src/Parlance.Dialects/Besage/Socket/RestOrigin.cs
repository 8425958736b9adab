using System.Buffers.Text;
using System.Security.Cryptography;
using Parlance.Core;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Marks a message that came over REST with the device that sent it, so that this device's own socket, wherever it is, is not told to draw it again.</summary>
/// <remarks>The mark is the beginning of the message's client id: a digest of the session, which says nothing to whoever sees it. What follows makes it unique.</remarks>
internal static class RestOrigin
{
    private const int MarkBytes = 12;
    private const int MarkLength = 16; // of these in base64

    public static string NewClientId(SessionId session) => string.Concat(MarkOf(session), ".", Base64Url.EncodeToString(Guid.NewGuid().ToByteArray()));

    /// <param name="session">Of a socket.</param>
    /// <param name="clientId">Of a message.</param>
    public static bool IsOf(SessionId session, string? clientId) =>
        clientId is { Length: > MarkLength } && clientId[MarkLength] == '.' && clientId.StartsWith(MarkOf(session), StringComparison.Ordinal);

    private static string MarkOf(SessionId session)
    {
        Span<byte> bytes = stackalloc byte[16];
        session.Value.TryWriteBytes(bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Base64Url.EncodeToString(digest[..MarkBytes]);
    }
}
