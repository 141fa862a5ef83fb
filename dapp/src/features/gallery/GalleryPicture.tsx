import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useDevice } from '../../lib/device/device.ts'
import type { KeptPicture } from '../../lib/pictures.ts'
import { pictureOptions } from '../../queries/device.ts'
import { Picture } from '../../ui/Picture.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

const WIDEST = 176

/** A picture on the wall with its prompt under it, as a museum hangs it. */
export function GalleryPicture({ picture }: { picture: KeptPicture }) {
  const { record, image, id } = picture
  const { width, height } = record.order
  const png = useQuery(pictureOptions(useDevice(), record.jobId, image.image)).data
  const scale = Math.min(2, WIDEST / width)
  return (
    <li style={{ width: `min(${width * scale}px, calc(50% - 0.75rem))` }}>
      <Link to={`/picture/${id}`} data-picture className="group block">
        {png ? (
          <Picture blob={png} alt={record.body.prompt} width={width} height={height} scale={scale} />
        ) : (
          <Skeleton className="aspect-square w-full" />
        )}
        {/* The picture carries the same words for those who listen. */}
        <span
          aria-hidden="true"
          className="mt-2 line-clamp-2 font-display text-15 italic leading-snug group-hover:text-action"
        >
          {record.body.prompt}
        </span>
      </Link>
    </li>
  )
}
