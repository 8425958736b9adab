namespace Parlance.Dialects.Hosting;

/// <summary>On an endpoint: <see cref="Described.WithSlash"/>.</summary>
public sealed record ShownWithSlash;
