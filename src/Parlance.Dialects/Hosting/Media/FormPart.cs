namespace Parlance.Dialects.Hosting.Media;

/// <summary>One part of a multipart form.</summary>
/// <param name="FileName">As the client says it, any text; null for a plain value.</param>
/// <param name="ContentType">As the client says it, any text; null when it says none.</param>
public sealed record FormPart(string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Content);
