namespace Parlance.Server.Web;

/// <summary>A file of the web app, as it is and compressed.</summary>
/// <param name="ETag">In quotes, as the header has it.</param>
/// <param name="IsHashed">Its name changes with its content, so it may be kept for ever.</param>
/// <param name="Brotli">Null where it would not be smaller.</param>
internal sealed record WebAppFile(string ContentType, string ETag, bool IsHashed, byte[] Content, byte[]? Brotli, byte[]? Gzip);
