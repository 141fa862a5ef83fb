import { cx } from 'class-variance-authority'
import { useEffect, useState } from 'react'

interface PictureProps {
  blob: Blob
  alt: string
  width: number
  height: number
  /** Screen pixels for one of the picture; never above two. */
  scale?: number
  className?: string
}

/** An uncropped picture with a hairline round it, at most twice its own size. */
export function Picture({ blob, alt, width, height, scale = 2, className }: PictureProps) {
  const url = useObjectUrl(blob)
  return (
    <img
      src={url}
      alt={alt}
      width={width}
      height={height}
      draggable={false}
      style={{ width: width * Math.min(scale, 2), aspectRatio: `${width} / ${height}` }}
      className={cx('block h-auto max-w-full border border-line', className)}
    />
  )
}

function useObjectUrl(blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const created = URL.createObjectURL(blob)
    setUrl(created)
    return () => URL.revokeObjectURL(created)
  }, [blob])
  return url
}
